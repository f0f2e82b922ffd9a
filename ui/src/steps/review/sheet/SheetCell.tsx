import { type CSSProperties, memo, useRef, useState } from "react";
import type { LineKind, SheetCellView } from "../../../backend";
import { KindGlyph, kindWord } from "../../../components/KindGlyph";
import { level } from "../../../format";
import styles from "./SheetGrid.module.css";

export interface SheetCellProps {
  cell: SheetCellView | undefined;
  column: number;
  style: CSSProperties;
  pinned: boolean;
  lastPinned: boolean;
  /** Holds an agent's or a skill's name. */
  isName: boolean;
  active: boolean;
  chosen: boolean;
  /** The filter shows another kind. */
  dim: boolean;
  /** What the edit begins with; undefined when the cell is not edited, null to begin with what is there. */
  edit: string | null | undefined;
  onDone: (text: string | null, then: "stay" | "down" | "right") => void;
}

const MARKED = new Set<LineKind>(["change", "add", "remove", "problem"]);

/** A cell of the person's sheet, marked with what will happen here. */
export const SheetCell = memo(function SheetCell({ cell, column, style, pinned, lastPinned, isName, active, chosen, dim, edit, onDone }: SheetCellProps) {
  const mark = cell?.mark ?? null;
  const marked = mark !== null && MARKED.has(mark);
  const classes = [
    styles.cell, isName && styles.name, pinned && styles.pinned, lastPinned && styles.lastPinned,
    (cell?.number || marked) && styles.right, marked && styles[mark], dim && marked && styles.dim,
    cell?.leftOut && styles.out, cell?.corrected && styles.corrected, chosen && styles.chosen, active && styles.active,
  ];
  return (
    <div role="gridcell" aria-colindex={column + 1} data-cell={column} tabIndex={active ? 0 : -1} aria-selected={chosen || active} aria-label={cell ? said(cell) : "Reading"}
      className={classes.filter(Boolean).join(" ")} style={style} title={cell && cell.text.length > 14 ? cell.text : undefined}>
      {marked && <KindGlyph kind={mark} />}
      {cell && <span className={styles.words}><Words cell={cell} /></span>}
      {edit !== undefined && cell && <Edit text={edit ?? cell.text} select={edit === null} onDone={onDone} />}
    </div>
  );
});

function Words({ cell }: { cell: SheetCellView }) {
  if (cell.mark === "change") return <><span className={styles.was}>{level(cell.now)} →</span>{level(cell.new)}</>;
  if (cell.mark === "add") return level(cell.new);
  if (cell.mark === "remove") return level(cell.now);
  return <bdi>{cell.text}</bdi>;
}

/** A cell as a screen reader says it. */
function said({ text, mark, now, new: next, leftOut }: SheetCellView): string {
  if (leftOut) return `${text}. Left out`;
  switch (mark) {
    case "change": return `${level(now)} becomes ${level(next)}. Change`;
    case "add": return `${level(next)}. Added`;
    case "remove": return `${level(now)}. Removed`;
    case null: return text === "" ? "empty" : text;
    default: return `${text}. ${kindWord(mark)}`;
  }
}

function Edit({ text, select, onDone }: { text: string; select: boolean; onDone: SheetCellProps["onDone"] }) {
  const [value, setValue] = useState(text);
  const done = useRef(false);
  const finish = (accepted: boolean, then: "stay" | "down" | "right") => {
    if (done.current) return;
    done.current = true;
    onDone(accepted ? value : null, then);
  };
  return (
    <input
      className={styles.edit}
      aria-label="The cell’s text"
      value={value}
      spellCheck={false}
      ref={(input) => {
        if (!input || document.activeElement === input) return;
        input.focus({ preventScroll: true });
        if (select) input.select();
      }}
      onChange={(event) => setValue(event.target.value)}
      onBlur={() => finish(true, "stay")}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") { event.preventDefault(); finish(false, "stay"); }
        if (event.key === "Enter") { event.preventDefault(); finish(true, "down"); }
        if (event.key === "Tab") { event.preventDefault(); finish(true, "right"); }
      }}
    />
  );
}
