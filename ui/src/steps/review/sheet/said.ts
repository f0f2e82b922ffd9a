import type { SheetCellView, SheetRowView } from "../../../backend/bindings";
import { level } from "../../../format";

const WORDS = { problem: "Problem", leftAlone: "Left alone", change: "Change", add: "Added", remove: "Removed", same: "Already right" } as const;

/** What a corrected cell was before: `was “four”`; null where nothing differs from the file. */
export function correctedFrom({ text, corrected, original }: SheetCellView): string | null {
  if (!corrected || original === null || original === text) return null;
  return original === "" ? "was empty" : `was “${original}”`;
}

/** A cell as a screen reader says it. */
export function said(cell: SheetCellView): string {
  const was = correctedFrom(cell);
  return was === null ? whatHappens(cell) : `${whatHappens(cell)}, corrected, ${was}`;
}

function whatHappens({ text, mark, now, new: next, leftOut }: SheetCellView): string {
  if (leftOut) return `${text}. Left out`;
  if (mark === null) return text === "" ? "empty" : text;
  if (mark === "change" && next !== null) return `${level(now)} becomes ${level(next)}. Change`;
  if (mark === "add" && next !== null) return `${level(next)}. Added`;
  if (mark === "remove" && now !== null) return `${level(now)}. Removed`;
  return `${text}. ${WORDS[mark]}`;
}

/** A row's number as a screen reader says it. */
export function saidOfRow(number: number, row: SheetRowView | undefined): string {
  const words = [row?.leftOut && "left out", row?.hidden && "hidden in the workbook", row?.skipped && "not used"].filter(Boolean);
  return words.length === 0 ? `Row ${number}` : `Row ${number}, ${words.join(", ")}`;
}
