import type { SheetRowView } from "../../../backend/bindings";

/** Narrowest and widest column, in rem. */
const NARROWEST = 6;
const WIDEST = 17;
/** Room for a letter, and for the mark and the edges, in rem. */
const LETTER = 0.47;
const EDGES = 1.25;

/** How wide each column is, in rem: as wide as its heading and the rows at hand need, within limits. */
export function columnWidths(width: number, headings: readonly string[], rows: readonly SheetRowView[]): number[] {
  return Array.from({ length: width }, (_, column) => {
    const lengths = rows.map((row) => row.cells[column]?.text.length ?? 0).sort((a, b) => a - b);
    // One name in ten may be cut, so that a single long one does not push the others apart.
    const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
    return Math.min(WIDEST, Math.max(NARROWEST, Math.max(usual, headings[column]?.length ?? 0) * LETTER + EDGES));
  });
}

/** Gives what is left of the box to the widest column, so that a narrow sheet fills it. All in one unit. */
export function fill(widths: readonly number[], box: number): number[] {
  const rest = box - widths.reduce((sum, width) => sum + width, 0);
  if (rest <= 0 || widths.length === 0) return [...widths];
  const widest = widths.indexOf(Math.max(...widths));
  return widths.map((width, column) => (column === widest ? width + rest : width));
}
