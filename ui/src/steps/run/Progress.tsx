import type { RunView } from "../../backend";
import { KindGlyph } from "../../components/KindGlyph";
import { Heading } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProgressBar } from "../../components/ProgressBar";
import { count, number, time } from "../../format";
import { useNow } from "../review/useNow";
import styles from "./Run.module.css";
import { segments, settled } from "./tally";
import { timeLeft } from "./time";

/** How far the run is, and how long it still takes. */
export function Progress({ run, waits }: { run: RunView; waits: number | null }) {
  const { agents } = run;
  const far = settled(agents);
  return (
    <Panel className={styles.top} label="Progress">
      <div className={styles.headline}>
        <div className="grow">
          <Heading className={styles.big}>{number(far)} of {count(agents.total, "agent")}</Heading>
          <p className={styles.under}>{run.mode === "undo" ? "Putting back" : "Updating"} <bdi>{run.connection}</bdi> {run.mode === "undo" ? "as it was:" : "from"} <bdi>{run.sheet}</bdi></p>
        </div>
        <Left run={run} far={far} waits={waits} />
      </div>
      <ProgressBar label="Agents updated" total={agents.total} segments={segments(agents)} text={`${number(far)} of ${count(agents.total, "agent")}`} />
      <dl className={styles.facts}>
        <div><dt><KindGlyph kind="done" />Done</dt><dd>{number(agents.done)}</dd></div>
        <div><dt><KindGlyph kind="failed" />Failed</dt><dd>{number(agents.failed)}</dd></div>
        {agents.held > 0 && <div><dt><KindGlyph kind="held" />Held back</dt><dd>{number(agents.held)}</dd></div>}
        <div><dt><KindGlyph kind="sending" />Being sent</dt><dd>{number(agents.sending)}</dd></div>
        <div><dt>Waiting</dt><dd>{number(agents.waiting)}</dd></div>
      </dl>
    </Panel>
  );
}

function Left({ run, far, waits }: { run: RunView; far: number; waits: number | null }) {
  const now = useNow(1000).getTime();
  if (run.status !== "running") return null;
  if (run.checking) return <p className={styles.left}><b>Looking once more</b><span className="muted xs">whether everything stayed</span></p>;
  const words = timeLeft({ left: run.left, elapsed: run.elapsed, settled: far });
  if (words === "") return null;
  const finish = run.left === null ? "" : `Finishes around ${time(new Date(now + run.left * 1000).toISOString(), true)}`;
  return <p className={styles.left}><b>{words}</b><span className="muted xs">{waits === null ? finish : `${number(waits)} s of that is waiting`}</span></p>;
}
