import type { PreviewRow } from "../../backend";

/** Column widths in rem: as wide as the first rows need, within reason. */
export function columnWidths(rows: PreviewRow[], width: number): number[] {
  const used = rows.filter((row) => !row.skipped);
  return Array.from({ length: width }, (_, column) => {
    const longest = used.reduce((most, row) => Math.max(most, row.cells[column]?.length ?? 0), 0);
    return Math.min(15, Math.max(3.5, longest * 0.48 + 1));
  });
}

/** The text of a skipped row that has only one, which then runs over the empty cells beside it, as in Excel. */
export function loneText(row: PreviewRow): string | null {
  if (!row.skipped) return null;
  const texts = row.cells.filter((text) => text !== "");
  return texts.length <= 1 ? texts[0] ?? "" : null;
}
