import { type CSSProperties, memo } from "react";
import type { LineKind, SheetCellView } from "../../../backend";
import { KindGlyph } from "../../../components/KindGlyph";
import { level } from "../../../format";
import { CellEdit, type EditDone } from "./CellEdit";
import { correctedFrom, said } from "./said";
import styles from "./SheetGrid.module.css";

export interface SheetCellProps {
  cell: SheetCellView | undefined;
  column: number;
  style: CSSProperties;
  /** Room before the cell for the columns that are not drawn, in pixels. */
  gap: number;
  pinned: boolean;
  /** Holds an agent's or a skill's name. */
  isName: boolean;
  /** There is no room for the whole of it. */
  cut: boolean;
  active: boolean;
  chosen: boolean;
  /** The filter shows another kind. */
  dim: boolean;
  /** What the edit begins with; undefined when the cell is not edited, null to begin with what is there. */
  edit: string | null | undefined;
  onDone: EditDone;
}

const MARKED = new Set<LineKind>(["change", "add", "remove", "problem"]);

/** A cell of the person's sheet, marked with what will happen here. */
export const SheetCell = memo(function SheetCell({ cell, column, style, gap, pinned, isName, cut, active, chosen, dim, edit, onDone }: SheetCellProps) {
  const mark = cell?.mark ?? null;
  const marked = mark !== null && MARKED.has(mark) && cell?.leftOut !== true;
  const was = cell && correctedFrom(cell);
  const classes = [
    styles.cell, isName && styles.name, pinned && styles.pinned, (cell?.number || (marked && cell?.new !== null)) && styles.right,
    marked && styles[mark], dim && marked && styles.dim, cell?.leftOut && styles.out, was != null && styles.corrected, chosen && styles.chosen, active && styles.active,
  ];
  const title = [cut && cell?.text, was].filter(Boolean).join("\n");
  return (
    <div role="gridcell" aria-colindex={column + 1} data-cell={column} tabIndex={active ? 0 : -1} aria-selected={chosen || active} aria-label={cell ? said(cell) : "Reading"}
      className={classes.filter(Boolean).join(" ")} style={gap > 0 ? { ...style, marginLeft: gap } : style} title={title || undefined}>
      {marked && <KindGlyph kind={mark} />}
      {cell ? <span className={styles.words} dir="auto"><Words cell={cell} /></span> : <span className={styles.bone} />}
      {edit !== undefined && <CellEdit text={edit ?? cell?.text ?? ""} select={edit === null} onDone={onDone} />}
    </div>
  );
});

/** What the cell shows: for a level what becomes of it, else its text. A packed cell has no level of its own. */
function Words({ cell }: { cell: SheetCellView }) {
  if (cell.leftOut) return cell.text;
  if (cell.mark === "change" && cell.new !== null) return <><span className={styles.was}>{level(cell.now)} →</span>{level(cell.new)}</>;
  if (cell.mark === "add" && cell.new !== null) return level(cell.new);
  if (cell.mark === "remove" && cell.now !== null) return level(cell.now);
  return cell.text;
}
