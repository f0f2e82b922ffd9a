import type { PassedOverView, PreviewRow, SheetView } from "../../backend";

/** Room for a letter, for one of a bold heading, and for the edges, in rem. */
const LETTER = 0.48;
const BOLD_LETTER = 0.68;
const EDGES = 1;

/** Column widths in rem: as wide as the first rows need, within reason. */
export function columnWidths(rows: PreviewRow[], width: number, headings: Pick<SheetView, "headingRow" | "headingRows">): number[] {
  const used = rows.filter((row) => !row.skipped && row.passedOver === null);
  const letter = (row: PreviewRow) => (isHeadingRow(row.number, headings) ? BOLD_LETTER : LETTER);
  return Array.from({ length: width }, (_, column) => {
    const longest = used.reduce((most, row) => Math.max(most, (row.cells[column]?.length ?? 0) * letter(row)), 0);
    return Math.min(15, Math.max(3.5, longest + EDGES));
  });
}

function isHeadingRow(number: number, { headingRow, headingRows }: Pick<SheetView, "headingRow" | "headingRows">): boolean {
  return number <= headingRow && number > headingRow - headingRows;
}

/** What a hidden column is said to be; null for the others. */
export function hiddenColumn({ hiddenColumns, readsHidden }: Pick<SheetView, "hiddenColumns" | "readsHidden">, column: number): string | null {
  return hiddenColumns.includes(column) ? hiddenWords(readsHidden) : null;
}

/** What is hidden in the workbook is read or left out, as the person chose. */
const hiddenWords = (read: boolean) => (read ? "hidden, read too" : "hidden, left out");

const PASSED_OVER: Record<PassedOverView, string> = { explanation: "explanation, passed over", totals: "totals, passed over", headings: "headings again, passed over", anotherTable: "another table, not read" };

/** How a row of the preview is used. */
export type RowUse = {
  /** It holds headings. */
  isHeading: boolean;
  /** Nothing is read from it. */
  isUnused: boolean;
  /** It is hidden in the workbook. */
  isHidden: boolean;
  /** It stands below the headings and is no data. */
  isPassedOver: boolean;
  /** In a few words; empty where there is nothing to say. */
  words: string;
};

/** How a row is used, as far as it was read. */
export function rowUse(number: number, row: PreviewRow | undefined, sheet: Pick<SheetView, "headingRow" | "headingRows" | "readsHidden">): RowUse {
  const isHeading = isHeadingRow(number, sheet);
  const isHidden = row?.hidden ?? false;
  const passedOver = row?.passedOver ? PASSED_OVER[row.passedOver] : "";
  const isUnused = !isHeading && (row?.skipped === true || passedOver !== "" || (isHidden && !sheet.readsHidden));
  return { isHeading, isUnused, isHidden, isPassedOver: passedOver !== "", words: passedOver || (isHidden && !isHeading && !row?.skipped ? hiddenWords(sheet.readsHidden) : "") };
}

/** The text of an unused row that has only one, which then runs over the empty cells beside it, as in Excel. */
export function loneText(row: PreviewRow): string | null {
  if (!row.skipped && row.passedOver === null) return null;
  const texts = row.cells.filter((text) => text !== "");
  return texts.length <= 1 ? texts[0] ?? "" : null;
}
