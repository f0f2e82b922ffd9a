import type { SheetRowView } from "../../../backend/bindings";

/** Narrowest and widest column, in rem, and how much of it a heading may ask for beyond what stands below it. */
const NARROWEST = 6;
const WIDEST = 17;
const WIDEST_FOR_HEADING = 9;
/** Room for a letter, and for the mark and the edges, in rem. */
const LETTER = 0.47;
const EDGES = 1.25;
/** Letters that are as wide as two: Chinese, Japanese and Korean, and full-width forms. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/gu;
/** What lies over the letter before it. */
const OVER = /\p{Mn}/gu;

/** About how much room a text takes, in letters. */
export function lettersOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0) - (text.match(OVER)?.length ?? 0);
}

/** Whether a text is likely cut in a column of so many pixels. */
export function isCut(text: string, width: number, rem: number): boolean {
  return (lettersOf(text) * LETTER + EDGES) * rem > width;
}

/** How wide each column is, in rem: as wide as the rows at hand need, within limits; a long heading alone makes no wide column. */
export function columnWidths(width: number, headings: readonly string[], rows: readonly SheetRowView[]): number[] {
  return Array.from({ length: width }, (_, column) => {
    const lengths = rows.map((row) => lettersOf(row.cells[column]?.text ?? "")).sort((a, b) => a - b);
    // One name in ten may be cut, so that a single long one does not push the others apart.
    const usual = (lengths[Math.floor(lengths.length * 0.9)] ?? 0) * LETTER + EDGES;
    const heading = Math.min(WIDEST_FOR_HEADING, lettersOf(headings[column] ?? "") * LETTER + EDGES);
    return Math.min(WIDEST, Math.max(NARROWEST, usual, heading));
  });
}

/** Gives what is left of the box to the widest column, so that a narrow sheet fills it. All in one unit. */
export function fill(widths: readonly number[], box: number): number[] {
  const rest = box - widths.reduce((sum, width) => sum + width, 0);
  if (rest <= 0 || widths.length === 0) return [...widths];
  const widest = widths.indexOf(Math.max(...widths));
  return widths.map((width, column) => (column === widest ? width + rest : width));
}
