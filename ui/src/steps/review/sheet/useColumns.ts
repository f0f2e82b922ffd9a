import { type CSSProperties, useMemo } from "react";
import type { SheetRowView, SheetView } from "../../../backend";
import { columnWidths, fill, wholeWidths } from "./widths";

/** How the columns are laid out, in pixels. */
export interface ColumnPlan {
  /** The column of the rows' numbers. */
  number: number;
  widths: number[];
  /** One per column, ready for a cell; the same object as long as the plan stays. */
  styles: CSSProperties[];
  /** The column that stays in sight; −1 where none does. */
  pinned: number;
}

/** Room for the rows' numbers, in rem: at least so much, and for each digit. */
const NUMBER_REM = 2.75;
const DIGIT_REM = 0.5;
/** Columns are made no narrower than this to fit the box, in rem. */
const LEAST_REM = 7;
/** A pinned column never takes more of the box than this. */
const MOST_PINNED = 0.45;

/** Lays the columns out. The column that says whom a row is about stays in sight, as a frozen pane does in Excel. */
export function useColumns(sheet: SheetView, frozen: number | null, sample: readonly SheetRowView[], box: number, rem: number): ColumnPlan {
  return useMemo(() => {
    const headings: string[] = [];
    for (const heading of sheet.headings) headings[heading.column] = heading.text;
    const number = Math.round(Math.max(NUMBER_REM, (String(sheet.lastRow).length + 1.5) * DIGIT_REM) * rem);
    const pixels = (rems: number[]) => rems.map((width) => Math.round(width * rem));
    const widths = fill(pixels(columnWidths(sheet.width, headings, sample)), pixels(wholeWidths(sheet.width, headings, sample)), box - number, LEAST_REM * rem);
    const goesOut = widths.reduce((sum, width) => sum + width, number) > box;
    const pinned = goesOut && frozen !== null && (widths[frozen] ?? Infinity) <= box * MOST_PINNED ? frozen : -1;
    const styles = widths.map((width, column): CSSProperties => (column === pinned ? { width, left: number } : { width }));
    return { number, widths, styles, pinned };
  }, [sheet, frozen, sample, box, rem]);
}
