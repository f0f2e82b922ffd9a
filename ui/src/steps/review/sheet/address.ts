/** A place in a sheet: the column from 0, the row by Excel's number. */
export interface Place {
  column: number;
  row: number;
}

/** Excel's letters of a column: 0 is A, 26 is AA. */
export function letters(column: number): string {
  let text = "";
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    text = String.fromCharCode(65 + (rest % 26)) + text;
  }
  return text;
}

/** A cell's address, such as E88. */
export function address({ column, row }: Place): string {
  return `${letters(column)}${row}`;
}

/** Reads an address; null where the text is none. */
export function parseAddress(text: string): Place | null {
  const match = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(text.trim());
  if (!match) return null;
  const [, name = "", number = ""] = match;
  const column = [...name.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { column, row: Number(number) };
}
