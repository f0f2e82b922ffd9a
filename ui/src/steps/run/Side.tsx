import type { RunView } from "../../backend";
import { Panel } from "../../components/Panel";
import { count, duration, number } from "../../format";
import { perWindow } from "./pace";
import { PaceChart } from "./PaceChart";
import styles from "./Run.module.css";

/** How fast it goes, against how fast it may, and what the run has cost so far. */
export function Side({ run }: { run: RunView }) {
  const now = run.pace.at(-1) ?? 0;
  const rate = run.waitsSeconds !== null ? "waiting" : `${number(now)} ${perWindow(run.allowed?.seconds ?? 60)}`;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
    <aside className={styles.side} aria-label="Pace" tabIndex={0}>
      <Panel title="Pace" aside={<span className={styles.rate}>{rate}</span>}>
        <div className={styles.panelBody}>
          <PaceChart samples={run.pace} allowed={run.allowed} />
          <p className={styles.allowed}>
            {run.allowed && !run.pacePublished
              ? <>Skillsheet sends {count(run.allowed.requests, "request")} {perWindow(run.allowed.seconds)} at most: how many are allowed is not published. It slows down when asked to.</>
              : run.allowed
              ? <><bdi>{run.connection}</bdi> allows {count(run.allowed.requests, "request")} {perWindow(run.allowed.seconds)}. More at once would not be faster.</>
              : <><bdi>{run.connection}</bdi> has not said how many requests it allows. Skillsheet slows down when asked to.</>}
          </p>
        </div>
      </Panel>
      <Panel>
        <div className={styles.panelBody}>
          <dl className={styles.pairs}>
            <dt>Time so far</dt><dd>{duration(run.elapsed)}</dd>
            <dt>Slowed down</dt><dd>{count(run.slowed, "time")}</dd>
            <dt>Saved on this computer</dt><dd>every step</dd>
          </dl>
        </div>
      </Panel>
    </aside>
  );
}
