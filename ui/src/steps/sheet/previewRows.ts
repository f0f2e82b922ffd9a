import type { PassedOverView, PreviewRow, SheetView } from "../../backend";

/** Column widths in rem: as wide as the first rows need, within reason. */
export function columnWidths(rows: PreviewRow[], width: number): number[] {
  const used = rows.filter((row) => !row.skipped && row.passedOver === null);
  return Array.from({ length: width }, (_, column) => {
    const longest = used.reduce((most, row) => Math.max(most, row.cells[column]?.length ?? 0), 0);
    return Math.min(15, Math.max(3.5, longest * 0.48 + 1));
  });
}

/** What a hidden column is said to be; null for the others. */
export function hiddenColumn({ hiddenColumns, readsHidden }: Pick<SheetView, "hiddenColumns" | "readsHidden">, column: number): string | null {
  return hiddenColumns.includes(column) ? hiddenWords(readsHidden) : null;
}

/** What is hidden in the workbook is read or left out, as the person chose. */
const hiddenWords = (read: boolean) => (read ? "hidden, read too" : "hidden, left out");

const PASSED_OVER: Record<PassedOverView, string> = { explanation: "explanation, passed over", totals: "totals, passed over", headings: "headings again, passed over" };

/** How a row of the preview is used. */
export type RowUse = {
  /** It holds headings. */
  isHeading: boolean;
  /** Nothing is read from it. */
  isUnused: boolean;
  /** It is hidden in the workbook. */
  isHidden: boolean;
  /** In a few words; empty where there is nothing to say. */
  words: string;
};

/** How a row is used, as far as it was read. */
export function rowUse(number: number, row: PreviewRow | undefined, sheet: Pick<SheetView, "headingRow" | "headingRows" | "readsHidden">): RowUse {
  const isHeading = number <= sheet.headingRow && number > sheet.headingRow - sheet.headingRows;
  const isHidden = row?.hidden ?? false;
  const passedOver = row?.passedOver ? PASSED_OVER[row.passedOver] : "";
  const isUnused = !isHeading && (row?.skipped === true || passedOver !== "" || (isHidden && !sheet.readsHidden));
  return { isHeading, isUnused, isHidden, words: passedOver || (isHidden && !isHeading && !row?.skipped ? hiddenWords(sheet.readsHidden) : "") };
}

/** The text of an unused row that has only one, which then runs over the empty cells beside it, as in Excel. */
export function loneText(row: PreviewRow): string | null {
  if (!row.skipped && row.passedOver === null) return null;
  const texts = row.cells.filter((text) => text !== "");
  return texts.length <= 1 ? texts[0] ?? "" : null;
}
