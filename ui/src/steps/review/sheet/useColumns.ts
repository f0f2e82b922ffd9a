import { type CSSProperties, useMemo } from "react";
import type { SheetRowView, SheetView } from "../../../backend";
import { columnWidths, fill } from "./widths";

/** How the columns are laid out, in pixels. */
export interface ColumnPlan {
  widths: number[];
  /** One per column, ready for a cell; the same object as long as the plan stays. */
  styles: CSSProperties[];
  /** The first so many columns stay in sight. */
  pinned: number;
  /** Where the columns that scroll begin. */
  start: number;
}

const NUMBER_REM = 2.75;
/** Pinned columns never take more of the box than this. */
const MOST_PINNED = 0.45;

/** Lays the columns out. In a grid the agent's column stays in sight, as a frozen pane does in Excel. */
export function useColumns(sheet: SheetView, agentColumn: number | null, sample: readonly SheetRowView[], box: number, rem: number): ColumnPlan {
  return useMemo(() => {
    const headings: string[] = [];
    for (const heading of sheet.headings) headings[heading.column] = heading.text;
    const number = NUMBER_REM * rem;
    const widths = fill(columnWidths(sheet.width, headings, sample).map((width) => Math.round(width * rem)), box - number);
    const until = sheet.layout === "grid" && agentColumn !== null ? agentColumn + 1 : 0;
    const taken = sum(widths.slice(0, until));
    const pinned = taken <= box * MOST_PINNED ? until : 0;
    const lefts = widths.slice(0, pinned).map((_, column) => number + sum(widths.slice(0, column)));
    const styles = widths.map((width, column): CSSProperties => (column < pinned ? { width, left: lefts[column] } : { width }));
    return { widths, styles, pinned, start: number + sum(widths.slice(0, pinned)) };
  }, [sheet, agentColumn, sample, box, rem]);
}

function sum(widths: readonly number[]): number {
  return widths.reduce((all, width) => all + width, 0);
}
