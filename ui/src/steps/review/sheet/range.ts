import type { Place } from "./address";

/** A block of cells, from where it began to where the focus is. */
export interface Block {
  anchor: Place;
  head: Place;
}

/** The edges of a block. */
export function edges({ anchor, head }: Block) {
  return {
    top: Math.min(anchor.row, head.row), bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.column, head.column), right: Math.max(anchor.column, head.column),
  };
}

/** Whether a block is a single cell. */
export function isCell({ anchor, head }: Block): boolean {
  return anchor.row === head.row && anchor.column === head.column;
}

/** What a paste writes: a single copied cell fills the whole block, a copied block begins at its corner. Nothing lands outside the sheet. */
export function pasted(cells: readonly (readonly string[])[], block: Block, last: Place): Map<string, Place[]> {
  const { top, left, bottom, right } = edges(block);
  const single = cells.length === 1 && cells[0]?.length === 1;
  const byText = new Map<string, Place[]>();
  const put = (text: string, place: Place) => {
    if (place.row > last.row || place.column > last.column) return;
    const places = byText.get(text);
    if (places) places.push(place);
    else byText.set(text, [place]);
  };
  if (single) {
    const text = cells[0]?.[0] ?? "";
    for (let row = top; row <= bottom; row += 1) for (let column = left; column <= right; column += 1) put(text, { row, column });
  } else {
    cells.forEach((line, down) => line.forEach((text, over) => put(text, { row: top + down, column: left + over })));
  }
  return byText;
}
