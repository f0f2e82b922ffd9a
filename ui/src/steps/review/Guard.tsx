import { useRef, useState } from "react";
import type { ConnectionView, ReviewView } from "../../backend";
import { Button } from "../../components/Button";
import { CheckBox } from "../../components/Choice";
import { Dialog, DialogText } from "../../components/Dialog";
import { TextField } from "../../components/Field";
import { KindGlyph } from "../../components/KindGlyph";
import { Note, problemOf, ProblemNote } from "../../components/Problem";
import { REAL_AGENTS, SendsTo } from "../../components/SendsTo";
import { count, number } from "../../format";
import { useStartRun } from "../../mutations";
import styles from "./Guard.module.css";
import { countOf, sendable } from "./kinds";
import { fits } from "./words";

/** How many agents go first, when the person wants to look before the rest follows. */
const FIRST = 10;
/** From so many agents on that is proposed. */
const MANY = 50;

interface Props {
  review: ReviewView;
  connection: ConnectionView;
  /** Only so many agents go, and it waits then; the person may say so here when left out. */
  trial: number | null;
  open: boolean;
  onClose: () => void;
}

/** The last question before anything is sent: where, what, how many. Production is named, and what takes much away is said in words. */
export function Guard({ review, connection, trial, open, onClose }: Props) {
  const { phrase, losing } = review;
  const typing = phrase !== null;
  const [typed, setTyped] = useState("");
  const [careful, setCareful] = useState(review.agents > MANY);
  const start = useStartRun({ handled: true });
  const notYet = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);

  const ready = !typing || fits(typed, phrase);
  const first = trial ?? (careful && review.agents > FIRST ? FIRST : null);
  const others = review.agents - (trial ?? FIRST);
  const submit = async () => {
    if (!ready || start.pending) return;
    const id = await start.send(typed, first);
    if (id !== undefined) onClose();
  };

  return (
    <Dialog
      open={open}
      onClose={onClose}
      initialFocus={typing ? field : notYet}
      lead={<SendsTo kind={connection.kind} name={connection.name} place={`${connection.product} · ${connection.place}`} />}
      title={`${review.mode === "undo" ? "Undo for" : "Update"} ${trial === null ? count(review.agents, "agent") : `the first ${count(trial, "agent")}`} now?`}
      actions={<>
        <span className={styles.can}>You can pause, stop and undo.</span>
        <Button size="lg" ref={notYet} onClick={onClose}>Not yet</Button>
        <Button size="lg" look="primary" disabled={!ready} busy={start.pending && "Starting"} onClick={() => void submit()}>Start</Button>
      </>}
    >
      <DialogText>{connection.kind === "production" ? REAL_AGENTS : "These are the agents of a test centre."}</DialogText>
      {trial !== null && <p>Then it waits, and you have a look in <bdi>{connection.name}</bdi>. The other {number(others)} follow when you say so. In all:</p>}
      <Counts review={review} />
      {losing.weighs && (
        <Note tone="bad" title={`${loss(losing)} a skill.`}>{losing.emptied} {review.mode === "undo" ? "" : "Go on only if that is meant."}</Note>
      )}
      {trial === null && review.agents > FIRST && (
        <CheckBox checked={careful} onChange={setCareful}>
          <span className={styles.first}>
            <b>Start with {FIRST} agents, then wait for me</b>
            <span>Have a look in <bdi>{connection.name}</bdi> before the other {number(others)} follow.</span>
          </span>
        </CheckBox>
      )}
      {typing && (
        <form onSubmit={(event) => { event.preventDefault(); void submit(); }}>
          <TextField label={`Type ${phrase} to go on`} value={typed} onChange={setTyped} ref={field} />
        </form>
      )}
      {start.error && <ProblemNote problem={problemOf(start.error)} />}
    </Dialog>
  );
}

/** "131 of 412 agents lose", or "All 412 agents lose". */
function loss({ agents, of }: ReviewView["losing"]): string {
  const lose = agents === 1 ? "loses" : "lose";
  if (agents < of) return `${number(agents)} of ${count(of, "agent")} ${lose}`;
  return of === 1 ? "The agent loses" : `All ${count(of, "agent")} lose`;
}

/** The three counts. When lines were left out only their sum is known to be right. */
function Counts({ review }: { review: ReviewView }) {
  if (sendable(review.counts) !== review.changes) {
    return <ul className={styles.counts}><li><b>{number(review.changes)}</b> of {count(sendable(review.counts), "change")}; you left the others out</li></ul>;
  }
  const [change, add, remove] = [countOf(review.counts, "change"), countOf(review.counts, "add"), countOf(review.counts, "remove")];
  return (
    <ul className={styles.counts}>
      {change > 0 && <li className={styles.change}><KindGlyph kind="change" /><span><b>{number(change)}</b>{change === 1 ? "level changes" : "levels change"}</span></li>}
      {add > 0 && <li className={styles.add}><KindGlyph kind="add" /><span><b>{number(add)}</b>{add === 1 ? "skill is added" : "skills are added"}</span></li>}
      {remove > 0 && <li className={styles.remove}><KindGlyph kind="remove" /><span><b>{number(remove)}</b>{remove === 1 ? "skill is taken away" : "skills are taken away"}</span><span className={styles.from}>from {count(review.losing.agents, "agent")}</span></li>}
    </ul>
  );
}
