import type { SheetRowView } from "../../../backend/bindings";

/** Narrowest and widest column, in rem, and how much of it a heading may ask for beyond what stands below it. */
const NARROWEST = 6;
const WIDEST = 17;
const WIDEST_FOR_HEADING = 9;
/** Room for a letter of a wide face, for one of a heading, and for the mark and the edges, in rem. */
const LETTER = 0.52;
const BOLD_LETTER = 0.6;
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
  const needs = (letters: number) => (letters * LETTER + EDGES) * rem;
  // Most texts are short enough even if each letter were a wide one.
  return needs(2 * text.length) > width && needs(lettersOf(text)) > width;
}

/** How wide each column is, in rem: as wide as the rows at hand need, within limits; a long heading alone makes no wide column. */
export function columnWidths(width: number, headings: readonly string[], rows: readonly SheetRowView[]): number[] {
  return Array.from({ length: width }, (_, column) => {
    const lengths = rows.map((row) => lettersOf(row.cells[column]?.text ?? "")).sort((a, b) => a - b);
    // One name in ten may be cut, so that a single long one does not push the others apart.
    const usual = (lengths[Math.floor(lengths.length * 0.9)] ?? 0) * LETTER + EDGES;
    const heading = Math.min(WIDEST_FOR_HEADING, lettersOf(headings[column] ?? "") * BOLD_LETTER + EDGES);
    return Math.min(WIDEST, Math.max(NARROWEST, usual, heading));
  });
}

/** How wide each column has to be for nothing in it to be cut, in rem. */
export function wholeWidths(width: number, headings: readonly string[], rows: readonly SheetRowView[]): number[] {
  return Array.from({ length: width }, (_, column) => {
    const longest = rows.reduce((most, row) => Math.max(most, lettersOf(row.cells[column]?.text ?? "")), 0);
    return Math.max(longest * LETTER, lettersOf(headings[column] ?? "") * BOLD_LETTER) + EDGES;
  });
}

/** A sheet that is wider than its box by no more than this share of it is made to fit. */
const SQUEEZED = 0.25;

/**
 * Makes columns fit their box where they nearly do: what is left goes to those that need it to be whole, and what nobody needs stays free at
 * the end; what is missing is taken from the widest ones, down to `least`. All in one unit.
 */
export function fill(widths: readonly number[], whole: readonly number[], box: number, least: number): number[] {
  const rest = box - sum(widths);
  if (rest < 0) {
    const most = -rest <= box * SQUEEZED ? capOf(widths, box) : 0;
    return most < least ? [...widths] : widths.map((width) => Math.min(width, most));
  }
  const needs = widths.map((width, column) => Math.max(0, (whole[column] ?? 0) - width));
  // Where there is no room for all, the small needs are met whole.
  const most = sum(needs) <= rest ? Infinity : capOf(needs, rest);
  return widths.map((width, column) => width + Math.min(needs[column] ?? 0, most));
}

/** The amount that none may exceed for all of them to fit; 0 where there is none. */
function capOf(widths: readonly number[], box: number): number {
  const sorted = widths.toSorted((a, b) => b - a);
  for (let many = 1; many <= sorted.length; many += 1) {
    const cap = Math.floor((box - sum(sorted.slice(many))) / many);
    if (cap >= (sorted[many] ?? 0)) return Math.max(0, cap);
  }
  return 0;
}

function sum(widths: readonly number[]): number {
  return widths.reduce((all, width) => all + width, 0);
}
