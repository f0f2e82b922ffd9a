import { columnLetter } from "../../../format";

/** A place in a sheet: the column from 0, the row by Excel's number. */
export interface Place {
  column: number;
  row: number;
}

/** A cell's address, such as E88. */
export function address({ column, row }: Place): string {
  return `${columnLetter(column)}${row}`;
}

/** Reads an address; null where the text is none. */
export function parseAddress(text: string): Place | null {
  const match = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(text.trim());
  if (!match) return null;
  const [, name = "", number = ""] = match;
  const column = [...name.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { column, row: Number(number) };
}

/** The cell of the sheet that a text is the address of; null where it is none. */
export function cellOf(text: string, { width, lastRow }: { width: number; lastRow: number }): Place | null {
  const place = parseAddress(text);
  return place && place.column < width && place.row <= lastRow ? place : null;
}
