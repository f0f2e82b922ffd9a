import type { LineView } from "../../../backend/bindings";
import type { Place } from "../sheet/address";

/** Where a line stands that shares its cell with others: it is changed there, in the sheet itself. Null where it has a cell of its own, or none. */
export function sharedPlace({ kind, cell, at }: LineView, column: number | null): Place | null {
  const row = Number.parseInt(at, 10);
  if (column === null || cell !== null || kind === "problem" || !Number.isFinite(row)) return null;
  return { row, column };
}
