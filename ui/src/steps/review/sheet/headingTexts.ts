import type { SheetRowView, SheetView } from "../../../backend/bindings";

/** A row of headings. */
export interface HeadingTexts {
  /** Excel's row number. */
  number: number;
  /** By column. */
  texts: string[];
  /** It stands over further headings: its texts may be meant for several columns. */
  isGroups: boolean;
}

/** The rows of the headings, the lowest last. Of two rows the upper one is blank until it was read. */
export function headingTexts(sheet: SheetView, read: readonly SheetRowView[] | undefined): HeadingTexts[] {
  const first = sheet.headingRow - sheet.headingRows + 1;
  return Array.from({ length: sheet.headingRows }, (_, index) => {
    const number = first + index;
    const isGroups = number < sheet.headingRow;
    const row = read?.find((each) => each.number === number);
    const texts: string[] = Array.from({ length: sheet.width }, (_, column) => row?.cells[column]?.text ?? "");
    if (!isGroups) for (const heading of sheet.headings) texts[heading.column] = heading.text;
    return { number, texts, isGroups };
  });
}

/** The heading that a column stands under: its own, or the nearest one before it; and whether it goes on in the next column, as a merged cell does. */
export function groupOf(texts: readonly string[], column: number): { text: string; goesOn: boolean } {
  let at = column;
  while (at > 0 && texts[at] === "") at -= 1;
  return { text: texts[at] ?? "", goesOn: (texts[at] ?? "") !== "" && column + 1 < texts.length && texts[column + 1] === "" };
}
