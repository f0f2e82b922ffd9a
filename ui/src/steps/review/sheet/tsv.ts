/** Cells as Excel puts them on the clipboard: tabs between columns, line ends between rows, quotes where a cell holds either. */
export function toTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join("\t")).join("\n");
}

function quoted(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Reads cells copied from Excel. The empty line that Excel ends with is no row. */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let inQuotes = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text.charAt(i);
    if (inQuotes) {
      if (letter !== '"') cell += letter;
      else if (text.charAt(i + 1) === '"') { cell += '"'; i += 1; }
      else inQuotes = false;
    } else if (letter === '"' && cell === "") inQuotes = true;
    else if (letter === "\t") { rows.at(-1)?.push(cell); cell = ""; }
    else if (letter === "\n") { rows.at(-1)?.push(cell); cell = ""; rows.push([]); }
    else if (letter !== "\r") cell += letter;
  }
  rows.at(-1)?.push(cell);
  const last = rows.at(-1);
  if (rows.length > 1 && last?.length === 1 && last[0] === "") rows.pop();
  return rows;
}
