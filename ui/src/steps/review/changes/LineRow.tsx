import { ArrowRight } from "lucide-react";
import { memo } from "react";
import type { LineView, ModeView, ScaleView } from "../../../backend";
import { Icon } from "../../../components/Icon";
import { KindGlyph } from "../../../components/KindGlyph";
import { Name } from "../../../components/Name";
import { level } from "../../../format";
import { Level } from "../Level";
import { CHOSEN, COLUMN } from "./columns";
import styles from "./Changes.module.css";
import { NewCell } from "./NewCell";
import { sharedPlace } from "./shared";
import { Tick } from "./Tick";

export interface LineRowProps {
  line: LineView;
  mode: ModeView;
  scale: ScaleView | null;
  /** The column whose cells hold many skills each, if there is one. */
  packed: number | null;
  place: number;
  /** The column of the roving focus when it is in this row, else −1. */
  active: number;
  /** The text that editing begins with; undefined when this row is not edited, null to begin with what is there. */
  edit: string | null | undefined;
  onToggle: (place: number, shift: boolean) => void;
  onEdit: (place: number) => void;
  onDone: (line: LineView, text: string | null, then: "stay" | "down" | "right") => void;
}

/** One change: what is included, of whom, which skill, from what to what. */
export const LineRow = memo(function LineRow({ line, mode, scale, packed, place, active, edit, onToggle, onEdit, onDone }: LineRowProps) {
  const note = line.message || line.note;
  const cell = (column: number) => ({ role: "gridcell", "data-column": column, tabIndex: active === column ? 0 : -1 }) as const;
  return (
    <>
      <span role="gridcell" className={styles.centre}>
        {CHOSEN.has(line.kind) && (
          <Tick label={`Include ${line.agent}, ${line.skill}`} state={line.included ? "on" : "off"} column={COLUMN.include}
            focusable={active === COLUMN.include} onToggle={(shift) => onToggle(place, shift)} />
        )}
      </span>
      <span role="gridcell" className={styles.centre}><KindGlyph kind={line.kind} named /></span>
      <span {...cell(COLUMN.agent)} className={styles.agent} title={line.agentDetail || undefined}><Name>{line.agent}</Name></span>
      <span {...cell(COLUMN.skill)}><Name>{line.skill}</Name></span>
      {mode === "undo" ? <UndoCells line={line} cell={cell} /> : (
        <>
          <span {...cell(COLUMN.now)} className={styles.number}><Now line={line} /></span>
          <span role="gridcell" className={`${styles.centre} ${styles.faint}`}>{line.kind !== "same" && <Icon of={ArrowRight} size="sm" />}</span>
          <NewCell line={line} shared={sharedPlace(line, packed) !== null} column={COLUMN.new} focusable={active === COLUMN.new} editing={edit !== undefined} typed={edit ?? null}
            onEdit={() => onEdit(place)} onDone={(text, then) => onDone(line, text, then)} />
          <span role="gridcell">{scale && line.included && <Level kind={line.kind} now={line.now} level={line.new} scale={scale} />}</span>
        </>
      )}
      <span {...cell(COLUMN.at)} className={`${styles.number} ${styles.faint}`}>{line.at}</span>
      <span {...cell(COLUMN.note)} className={styles.note} title={note || undefined}>{note}</span>
    </>
  );
});

function Now({ line }: { line: LineView }) {
  if (line.now === null) return <span className={styles.faint}>none</span>;
  if (line.kind === "remove" && line.included) return <span className={`${styles.value} ${styles.remove}`}>{level(line.now)}</span>;
  return <span className={styles.old}>{level(line.now)}</span>;
}

const orNone = (value: number | null) => (value === null ? <span className={styles.faint}>none</span> : level(value));

/** Before, we set, now, and what the undo makes of it. */
function UndoCells({ line, cell }: { line: LineView; cell: (column: number) => { role: "gridcell"; "data-column": number; tabIndex: number } }) {
  return (
    <>
      <span {...cell(COLUMN.now)} className={styles.number}>{orNone(line.new)}</span>
      <span {...cell(COLUMN.weSet)} className={styles.number}>{orNone(line.weSet)}</span>
      <span role="gridcell" className={styles.number}>{orNone(line.now)}</span>
      <span {...cell(COLUMN.new)} className={styles.new}><UndoTo line={line} /></span>
    </>
  );
}

function UndoTo({ line }: { line: LineView }) {
  if (!line.included) return <span className={styles.faint}>stays {line.now === null ? "none" : level(line.now)}</span>;
  if (line.new === null) return <span className={`${styles.value} ${styles.remove}`}>{level(line.now)}</span>;
  return <span className={`${styles.value} ${line.now === null ? styles.add : styles.change}`}>{level(line.new)}</span>;
}
