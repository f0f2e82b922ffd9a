import { ArrowDown } from "lucide-react";
import { Fragment, type KeyboardEvent, type MouseEvent, useState } from "react";
import type { RunView } from "../backend";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { KindLabel } from "../components/KindGlyph";
import { PlaceBadge } from "../components/PlaceBadge";
import { day, number, time } from "../format";
import { byDay } from "./days";
import styles from "./History.module.css";
import { outcome } from "./outcome";

interface Props {
  runs: RunView[];
  chosen: string;
  onChoose: (id: string) => void;
  now: Date;
}

const MANY = 200;

/** The runs, newest first, by day. The arrows go from one to the next. */
export function RunList({ runs, chosen, onChoose, now }: Props) {
  const [shown, setShown] = useState(MANY);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("[data-run]")];
    const here = buttons.findIndex((button) => button === document.activeElement);
    const next = here < 0 ? undefined : buttons[here + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    onChoose(next.dataset.run ?? chosen);
  };
  // The whole row can be clicked. A button that covers it by its place would cover the page in WebKit, where a row holds nothing in place.
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const row = event.target instanceof Element ? event.target.closest("tr") : null;
    const run = row?.querySelector<HTMLButtonElement>("[data-run]")?.dataset.run;
    if (run) onChoose(run);
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of the buttons inside
    <div className={styles.box} onKeyDown={onKeyDown} onClick={onClick}>
      <table className={styles.table} aria-label="Updates">
        <thead>
          <tr><th className={styles.when} aria-sort="descending">When <Icon of={ArrowDown} size="sm" /></th><th>Update</th><th className={styles.where}>Where</th><th className={styles.agents}>Agents</th><th className={styles.result}>Result</th></tr>
        </thead>
        <tbody>
          {byDay(runs.slice(0, shown), (run) => run.startedAt, now).map(({ label, items }) => (
            <Fragment key={label}>
              <tr><th className={styles.day} colSpan={5} scope="rowgroup">{label}</th></tr>
              {items.map((run) => <Row key={run.id} run={run} today={label === "Today" || label === "Yesterday"} chosen={run.id === chosen} />)}
            </Fragment>
          ))}
        </tbody>
      </table>
      {runs.length > shown && <div className={styles.more}><Button look="quiet" onClick={() => setShown((old) => old + MANY)}>Show {number(Math.min(MANY, runs.length - shown))} more</Button></div>}
    </div>
  );
}

function Row({ run, today, chosen }: { run: RunView; today: boolean; chosen: boolean }) {
  const { kind, word } = outcome(run);
  return (
    <tr className={`${styles.run} ${chosen ? styles.chosen : ""}`}>
      <td><b>{today ? time(run.startedAt) : day(run.startedAt)}</b>{!today && <small>{time(run.startedAt)}</small>}</td>
      <td>
        <button type="button" className={styles.open} data-run={run.id} aria-pressed={chosen} tabIndex={chosen ? 0 : -1}><bdi>{run.sheet}</bdi></button>
        <small><bdi>{run.by}</bdi>, <bdi>{run.connection}</bdi></small>
      </td>
      <td><PlaceBadge kind={run.kind} small /></td>
      <td className={styles.agents}>{number(run.agents.total)}</td>
      <td><KindLabel kind={kind} word={word} /></td>
    </tr>
  );
}
