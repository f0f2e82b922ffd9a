import { moveCell } from "../../../components/roving";
import type { Place } from "./address";
import { ROW_NUMBER } from "./range";

interface Bounds {
  /** The first and the last row, by Excel's number. */
  first: number;
  last: number;
  width: number;
  /** Rows that PgDn moves. */
  page: number;
}

/** Where a key leads to in the sheet, or null when it moves nothing. Left of the first column are the rows' numbers. */
export function move(from: Place, event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">, { first, last, width, page }: Bounds): Place | null {
  const to = moveCell({ row: from.row - first, column: Math.max(0, from.column) }, event, last - first + 1, width, page);
  if (to === null) return null;
  const row = to.row + first;
  const far = event.ctrlKey || event.metaKey;
  const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight" || event.key === "Home" || event.key === "End";
  if (!far && event.key === "ArrowLeft" && from.column <= 0) return { row, column: ROW_NUMBER };
  if (from.column !== ROW_NUMBER) return { row, column: to.column };
  if (!sideways) return { row, column: ROW_NUMBER };
  return { row, column: event.key === "ArrowRight" && !far ? 0 : to.column };
}
