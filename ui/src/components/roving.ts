/** Where the one cell of a table is that takes the focus, and how keys move it, as in Excel. */
export type Cell = { row: number; column: number };

type Keys = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">;

/** The cell that a key leads to, or null when the key moves nothing. `page` is how many rows PgDn moves. */
export function moveCell(from: Cell, { key, ctrlKey, metaKey }: Keys, rows: number, columns: number, page: number): Cell | null {
  const far = ctrlKey || metaKey;
  const to = { ...from };
  switch (key) {
    case "ArrowUp": to.row = far ? 0 : from.row - 1; break;
    case "ArrowDown": to.row = far ? rows - 1 : from.row + 1; break;
    case "ArrowLeft": to.column = far ? 0 : from.column - 1; break;
    case "ArrowRight": to.column = far ? columns - 1 : from.column + 1; break;
    case "PageUp": to.row = from.row - page; break;
    case "PageDown": to.row = from.row + page; break;
    case "Home": to.column = 0; if (far) to.row = 0; break;
    case "End": to.column = columns - 1; if (far) to.row = rows - 1; break;
    default: return null;
  }
  return clampCell(to, rows, columns);
}

/** The nearest cell that exists. */
export function clampCell({ row, column }: Cell, rows: number, columns: number): Cell {
  return { row: Math.max(0, Math.min(rows - 1, row)), column: Math.max(0, Math.min(columns - 1, column)) };
}
