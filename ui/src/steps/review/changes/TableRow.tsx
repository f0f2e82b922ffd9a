import type { LineKind, LineView, ModeView, RepairView, ScaleView } from "../../../backend";
import { Button } from "../../../components/Button";
import { number } from "../../../format";
import { lineSaid } from "../words";
import styles from "./Changes.module.css";
import { stopIn } from "./columns";
import { GroupRow } from "./GroupRow";
import { LineRow, type LineRowProps } from "./LineRow";
import { ProblemRow } from "./ProblemRow";
import type { Group, TableRow as Row } from "./rows";

interface Props extends Pick<LineRowProps, "edit" | "packed" | "onToggle" | "onEdit" | "onDone"> {
  place: number;
  /** Pixels from the top of the table. */
  top: number;
  row: Row | null;
  line: LineView | undefined;
  groups: readonly Group[];
  mode: ModeView;
  scale: ScaleView | null;
  active: number;
  chosen: boolean;
  onToggleGroup: (kind: LineKind) => void;
  onMore: (kind: LineKind) => void;
  onRepair: (repair: RepairView, index: number) => void;
}

/** One row at its place: a heading, a line, a problem, or what shows more. */
export function TableRow({ place, top, row, line, groups, mode, scale, packed, active, chosen, edit, onToggle, onEdit, onDone, onToggleGroup, onMore, onRepair }: Props) {
  if (row === null) return null;
  const kind = row.type === "group" ? styles.group : line?.included === false && line.kind !== "problem" && line.kind !== "same" ? styles.out : "";
  // The focus may have been in a column that this row has not, and the table must have a stop all the same.
  const stop = active >= 0 && line ? stopIn(line, mode, active) : active;
  const said = row.type === "line" && line ? lineSaid(line) : undefined;
  return (
    <div role="row" aria-rowindex={place + 2} aria-label={said} aria-selected={row.type === "line" ? chosen : undefined} data-row={place}
      className={`${styles.row} ${styles.placed} ${row.type === "line" ? styles.line : ""} ${kind} ${chosen ? styles.chosen : ""}`} style={{ transform: `translateY(${top}px)` }}>
      {row.type === "group" && <Heading row={row} groups={groups} mode={mode} focusable={active >= 0} onToggle={onToggleGroup} />}
      {row.type === "more" && <More row={row} focusable={active >= 0} onMore={onMore} />}
      {row.type === "line" && !line && <Bones />}
      {row.type === "line" && line?.kind === "problem" && <ProblemRow line={line} active={stop} index={row.index} onRepair={onRepair} />}
      {row.type === "line" && line && line.kind !== "problem" && (
        <LineRow line={line} mode={mode} scale={scale} packed={packed} place={place} active={stop} edit={edit} onToggle={onToggle} onEdit={onEdit} onDone={onDone} />
      )}
    </div>
  );
}

function Heading({ row, groups, mode, focusable, onToggle }: { row: Row; groups: readonly Group[]; mode: ModeView; focusable: boolean; onToggle: (kind: LineKind) => void }) {
  const group = groups.find((each) => each.kind === row.kind);
  return <GroupRow kind={row.kind} mode={mode} total={group?.total ?? 0} open={group?.open ?? false} focusable={focusable} onToggle={onToggle} />;
}

function More({ row, focusable, onMore }: { row: Extract<Row, { type: "more" }>; focusable: boolean; onMore: (kind: LineKind) => void }) {
  return (
    <span role="gridcell" className={styles.more}>
      <Button look="quiet" size="sm" data-column={0} tabIndex={focusable ? 0 : -1} onClick={() => onMore(row.kind)}>
        Show {number(row.hidden)} more {row.hidden === 1 ? "problem" : "problems"}
      </Button>
    </span>
  );
}

/** Where a line will be in a moment. */
function Bones() {
  return (
    <>
      <span role="gridcell" data-column={0} tabIndex={-1} aria-label="Reading" />
      <span role="gridcell" />
      <span role="gridcell"><span className={styles.bone} /></span>
      <span role="gridcell"><span className={styles.bone} /></span>
    </>
  );
}
