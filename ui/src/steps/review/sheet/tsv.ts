/** Cells as Excel puts them on the clipboard: tabs between columns, a line end after each row, quotes where a cell holds either. */
export function toTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join("\t")}\n`).join("");
}

function quoted(text: string): string {
  return /[\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Reads cells copied from Excel. The line end that closes the last row begins no further one. */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = [];
  let rest = text;
  while (rest !== "") {
    const row: string[] = [];
    let isOpen = true;
    while (isOpen) {
      const [cell, after] = quotedCell(rest) ?? plainCell(rest);
      row.push(cell);
      isOpen = after.startsWith("\t");
      rest = isOpen ? after.slice(1) : after.replace(/^(\r\n|\r|\n)/, "");
    }
    rows.push(row);
  }
  return rows;
}

function plainCell(text: string): [string, string] {
  const end = text.search(/[\t\r\n]/);
  return end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end)];
}

/** As far as the end of a quoted cell is looked for: Excel's fullest cell, every letter a quote. */
const LONGEST = 2 * 32_767 + 2;

/** Excel quotes a cell only for a tab or a line end in it: quotes around anything else are the person's own. */
function quotedCell(text: string): [string, string] | null {
  if (!text.startsWith('"')) return null;
  const near = text.slice(0, LONGEST);
  let end = near.indexOf('"', 1);
  while (end >= 0 && near.charAt(end + 1) === '"') end = near.indexOf('"', end + 2);
  const inside = near.slice(1, Math.max(1, end));
  if (end < 0 || !/^([\t\r\n]|$)/.test(text.slice(end + 1, end + 2)) || !/[\t\r\n]/.test(inside)) return null;
  return [inside.replaceAll('""', '"'), text.slice(end + 1)];
}
