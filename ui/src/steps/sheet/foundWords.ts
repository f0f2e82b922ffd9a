/** What was found in a sheet, in words. */
import type { SheetView } from "../../backend";
import { count, list, number } from "../../format";

/** `Headings in row 3`, `Headings in rows 2 and 3`. */
export function headingsTitle({ headingRow, headingRows }: Pick<SheetView, "headingRow" | "headingRows">): string {
  return headingRows === 2 ? `Headings in rows ${number(headingRow - 1)} and ${number(headingRow)}` : `Headings in row ${number(headingRow)}`;
}

type Hiding = Pick<SheetView, "rowsHidden" | "columnsHidden" | "filtered" | "readsHidden">;

/** Whether rows or columns that hold something are hidden in the workbook. */
export const hidesSome = ({ rowsHidden, columnsHidden }: Pick<Hiding, "rowsHidden" | "columnsHidden">): boolean => rowsHidden > 0 || columnsHidden > 0;

/** `12 hidden rows, read too.`, `12 rows hidden by a filter and 1 hidden column, left out.` */
export function hiddenSaid({ rowsHidden, columnsHidden, filtered, readsHidden }: Hiding): string {
  const rows = filtered ? `${count(rowsHidden, "row")} hidden by a filter` : count(rowsHidden, "hidden row");
  const parts = [rowsHidden > 0 && rows, columnsHidden > 0 && count(columnsHidden, "hidden column")].filter((part) => part !== false);
  return `${list(parts)}, ${readsHidden ? "read too" : "left out"}.`;
}
