import type { Place } from "./address";

/** Stands for a row's number in place of a column: whoever is there has the whole row in hand. */
export const ROW_NUMBER = -1;

/** A block of cells, from where it began to where the focus is. At a row's number it reaches over all columns. */
export interface Block {
  anchor: Place;
  head: Place;
}

/** A block of one cell. */
export function single(place: Place): Block {
  return { anchor: place, head: place };
}

/** Whether a block is made of whole rows. */
export function isRows({ anchor, head }: Block): boolean {
  return anchor.column === ROW_NUMBER || head.column === ROW_NUMBER;
}

/** The edges of a block in a sheet of so many columns. */
export function edges(block: Block, width: number) {
  const { anchor, head } = block;
  const rows = { top: Math.min(anchor.row, head.row), bottom: Math.max(anchor.row, head.row) };
  if (isRows(block)) return { ...rows, left: 0, right: width - 1 };
  return { ...rows, left: Math.min(anchor.column, head.column), right: Math.max(anchor.column, head.column) };
}

/** The numbers of a block's rows. */
export function rowsOf({ anchor, head }: Block): number[] {
  const top = Math.min(anchor.row, head.row);
  return Array.from({ length: Math.abs(anchor.row - head.row) + 1 }, (_, index) => top + index);
}

/** Whether a block is a single cell. */
export function isCell(block: Block): boolean {
  return !isRows(block) && block.anchor.row === block.head.row && block.anchor.column === block.head.column;
}

/** The block inside a sheet that may have become smaller: its rows begin below the headings. */
export function clampBlock({ anchor, head }: Block, first: number, last: Place): Block {
  const clamp = ({ row, column }: Place) => ({ row: Math.max(first, Math.min(last.row, row)), column: Math.max(ROW_NUMBER, Math.min(last.column, column)) });
  return { anchor: clamp(anchor), head: clamp(head) };
}

/** What a paste writes, and where. */
export interface Paste {
  /** Its first cell. */
  at: Place;
  cells: string[][];
  /** How many cells are written. */
  count: number;
  /** How many lay outside the sheet and are not. */
  lost: number;
}

/**
 * What a paste writes: copied cells begin at the block's corner, and fill the block where it is a multiple of them, as in Excel. Nothing lands
 * outside the sheet.
 */
export function pasted(cells: readonly (readonly string[])[], block: Block, last: Place): Paste {
  const { top, left, bottom, right } = edges(block, last.column + 1);
  const filled = fill(cells, bottom - top + 1, right - left + 1);
  const inside = filled.slice(0, last.row - top + 1).map((row) => row.slice(0, last.column - left + 1));
  const count = total(inside);
  return { at: { row: top, column: left }, cells: inside, count, lost: total(filled) - count };
}

function fill(cells: readonly (readonly string[])[], height: number, width: number): string[][] {
  const across = Math.max(...cells.map((row) => row.length));
  const times = (length: number, room: number) => (room % length === 0 ? room / length : 1);
  const [down, over] = [times(cells.length, height), times(across, width)];
  // Excel fills a block only when it fits both ways.
  const fits = height % cells.length === 0 && width % across === 0;
  if (!fits) return cells.map((row) => [...row]);
  return Array.from({ length: cells.length * down }, (_, row) => {
    const source = cells[row % cells.length] ?? [];
    return Array.from({ length: over }, () => padded(source, over > 1 ? across : source.length)).flat();
  });
}

function padded(row: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, column) => row[column] ?? "");
}

function total(cells: readonly (readonly string[])[]): number {
  return cells.reduce((sum, row) => sum + row.length, 0);
}

/** An empty cell for every cell of a block. */
export function blanks(block: Block, width: number): string[][] {
  const { left, right } = edges(block, width);
  return rowsOf(block).map(() => Array.from({ length: right - left + 1 }, () => ""));
}
