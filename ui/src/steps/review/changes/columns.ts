import type { LineKind, LineView, ModeView } from "../../../backend/bindings";

/** The columns that can have the focus, in the order of the arrows. Repairs begin at the last of them. */
export const COLUMN = { include: 0, agent: 1, skill: 2, now: 3, new: 4, weSet: 5, at: 6, note: 7, repairs: 8 } as const;

/** Kinds whose lines can be included or left out. */
export const CHOSEN: ReadonlySet<LineKind> = new Set(["change", "add", "remove", "leftAlone"]);

/** The column of a line that Tab leads to when the focus was last in `wanted`: that one, or else the nearest before it that the line has. */
export function stopIn(line: Pick<LineView, "kind" | "repairs">, mode: ModeView, wanted: number): number {
  const columns = columnsOf(line, mode);
  return columns.findLast((column) => column <= wanted) ?? columns[0] ?? wanted;
}

function columnsOf({ kind, repairs }: Pick<LineView, "kind" | "repairs">, mode: ModeView): number[] {
  const { include, agent, skill, now, weSet, at, note } = COLUMN;
  if (kind === "problem") return [agent, skill, now, at, ...repairs.map((_, index) => COLUMN.repairs + index)];
  const values = mode === "undo" ? [now, COLUMN.new, weSet] : [now, COLUMN.new];
  return [...(CHOSEN.has(kind) ? [include] : []), agent, skill, ...values, at, note];
}
