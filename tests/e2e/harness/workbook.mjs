// Workbooks as another program reads them.
import { join } from 'node:path';
import { root } from './desk.mjs';
import { output } from './processes.mjs';

/** A workbook's tabs by name: `{ top, left, rows, formulas }`, read with calamine. */
export async function readWorkbook(path) {
  return JSON.parse(await output(join(root, 'target/debug/examples/read-workbook'), [path]));
}

/** A tab's rows as objects by the headings in its row `row` (0 is the first that is used). */
export function records({ rows }, row = 0) {
  const headings = rows[row];
  return rows.slice(row + 1).map((cells) => Object.fromEntries(headings.map((heading, column) => [heading, cells[column]])));
}
