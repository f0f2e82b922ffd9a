import { Download, Trash2, Undo2 } from "lucide-react";
import { useRef, useState } from "react";
import type { LineKind, RunView } from "../backend";
import { Button } from "../components/Button";
import { Dialog, DialogText } from "../components/Dialog";
import { KindLabel } from "../components/KindGlyph";
import { Panel } from "../components/Panel";
import { PlaceBadge } from "../components/PlaceBadge";
import { ProgressBar } from "../components/ProgressBar";
import { count, dayAndTime, duration, number } from "../format";
import { usePlace } from "../frame/place";
import { usePlanUndo, useRemoveRun } from "../mutations";
import { isUnderWay, segments } from "../steps/run/tally";
import { useSaveResultSaid } from "../steps/run/useSaveResultSaid";
import styles from "./History.module.css";
import { canUndo } from "./outcome";

interface Props {
  run: RunView;
  onChoose: (id: string) => void;
  onOpen: () => void;
}

const WAYS = { merge: "Changes only", exact: "Matched exactly", undo: "Put back" } as const;
const KINDS: [LineKind, string][] = [["change", "Changed"], ["add", "Added"], ["remove", "Removed"]];

/** One run: what it did, to how many, and what can still be done with it. */
export function Details({ run, onChoose, onOpen }: Props) {
  const { agents } = run;
  const trouble = [agents.failed > 0 && `${number(agents.failed)} failed`, agents.held > 0 && `${number(agents.held)} held back`, agents.skipped > 0 && `${number(agents.skipped)} not sent`].filter(Boolean).join(", ");
  const made = (kind: LineKind) => run.byKind.find((each) => each.kind === kind)?.count ?? 0;
  return (
    <Panel className={styles.details} title={dayAndTime(run.startedAt)} aside={<PlaceBadge kind={run.kind} small />}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key */}
      <div className={styles.detailsBody} tabIndex={0} role="region" aria-label="Details">
        <div>
          <p className={styles.headline}>{number(agents.done)} of {count(agents.total, "agent")} {run.mode === "undo" ? "put back" : "updated"}</p>
          <p className="muted">{trouble === "" ? "Everything went well" : trouble}</p>
        </div>
        <ProgressBar label="Agents updated" total={agents.total} segments={segments(agents)} />
        <dl className={styles.pairs}>
          <dt>By</dt><dd><bdi>{run.by}</bdi></dd>
          <dt>Contact centre</dt><dd><bdi>{run.connection}</bdi></dd>
          <dt>Sheet</dt><dd><bdi>{run.sheet}</bdi></dd>
          <dt>Way</dt><dd>{WAYS[run.mode]}</dd>
          <dt>Took</dt><dd>{duration(run.elapsed)}</dd>
        </dl>
        <dl className={styles.pairs}>
          {KINDS.map(([kind, word]) => <Pair key={kind} kind={kind} word={word} many={made(kind)} />)}
          {run.mode !== "undo" && <Pair kind="same" word="Already right" many={run.sameRows} />}
        </dl>
        <Links run={run} onChoose={onChoose} />
      </div>
      <Actions run={run} onOpen={onOpen} />
    </Panel>
  );
}

function Pair({ kind, word, many }: { kind: LineKind; word: string; many: number }) {
  return <><dt><KindLabel kind={kind} word={word} /></dt><dd>{number(many)}</dd></>;
}

/** An undo and what it undid know each other. */
function Links({ run, onChoose }: { run: RunView; onChoose: (id: string) => void }) {
  const { undoneBy, undoOf } = run;
  if (undoneBy !== null) return <div><Button size="sm" onClick={() => onChoose(undoneBy)}>Show the undo</Button></div>;
  if (undoOf !== null) return <div><Button size="sm" onClick={() => onChoose(undoOf)}>Show what it undid</Button></div>;
  return null;
}

function Actions({ run, onOpen }: { run: RunView; onOpen: () => void }) {
  const [, go] = usePlace();
  const undo = usePlanUndo();
  const [save, saving] = useSaveResultSaid(run.id);
  const [removing, setRemoving] = useState(false);
  const open = isUnderWay(run) || run.status === "interrupted";
  const plan = async () => {
    // The undo is a review like any other, and stands where reviews stand.
    if ((await undo.send(run.id)) !== undefined) go({ page: "update" });
  };
  return (
    <div className={styles.actions}>
      {open && <Button look="primary" main onClick={() => go({ page: "update" })}>Go to this update</Button>}
      <Button onClick={onOpen}>Open all changes</Button>
      <Button icon={Download} busy={saving && "Saving"} onClick={save}>Save result workbook</Button>
      {canUndo(run) && <Button look="danger" icon={Undo2} busy={undo.pending && "Comparing"} onClick={() => void plan()}>Undo this run…</Button>}
      {!open && <Button look="quiet" icon={Trash2} onClick={() => setRemoving(true)}>Remove from history…</Button>}
      <Remove run={run} open={removing} onClose={() => setRemoving(false)} />
    </div>
  );
}

function Remove({ run, open, onClose }: { run: RunView; open: boolean; onClose: () => void }) {
  const remove = useRemoveRun();
  const keep = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      initialFocus={keep}
      title="Remove this update from the history?"
      actions={<>
        <Button size="lg" ref={keep} onClick={onClose}>Keep it</Button>
        <Button size="lg" look="danger" busy={remove.pending && "Removing"} onClick={() => void remove.send(run.id).then(onClose)}>Remove</Button>
      </>}
    >
      <DialogText>Skills stay as they are. The update can then no longer be undone, and its result no longer be saved.</DialogText>
    </Dialog>
  );
}
