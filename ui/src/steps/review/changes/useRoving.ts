import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { Range } from "./range";

/** A place in the table: the row over all groups, the column by its number. */
export interface Spot {
  row: number;
  column: number;
}

interface Options {
  box: RefObject<HTMLElement | null>;
  scrollTo: (row: number) => void;
}

/** The table is one stop for Tab; inside, the arrows move one focus from cell to cell, also to rows that are not drawn yet. */
export function useRoving({ box, scrollTo }: Options) {
  const [spot, setSpot] = useState<Spot>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState(0);
  const wanted = useRef<Spot | null>(null);
  const range: Range = { anchor, head: spot.row };

  const go = useCallback((to: Spot, extend = false) => {
    setSpot(to);
    if (!extend) setAnchor(to.row);
    wanted.current = to;
    scrollTo(to.row);
  }, [scrollTo]);

  /** The focus came by itself, by a click or by Tab. */
  const came = useCallback((to: Spot, extend = false) => {
    setSpot((old) => (old.row === to.row && old.column === to.column ? old : to));
    if (!extend) setAnchor(to.row);
  }, []);

  // After every drawing: the wanted row may only just have appeared.
  useLayoutEffect(() => {
    const to = wanted.current;
    if (to === null || !box.current) return;
    const cell = nearest(box.current, to);
    if (!cell) return;
    wanted.current = null;
    cell.focus({ preventScroll: true });
  });

  return { spot, range, go, came, setRange: useCallback((from: number, to: Spot) => { setAnchor(from); setSpot(to); }, []) };
}

/** The cells of a drawn row that can have the focus, by column. */
export function cellsOf(box: HTMLElement, row: number): { column: number; element: HTMLElement }[] {
  return [...box.querySelectorAll<HTMLElement>(`[data-row="${row}"] [data-column]`)]
    .map((element) => ({ column: Number(element.dataset.column), element }))
    .sort((a, b) => a.column - b.column);
}

function nearest(box: HTMLElement, to: Spot): HTMLElement | null {
  const cells = cellsOf(box, to.row);
  return (cells.findLast((cell) => cell.column <= to.column) ?? cells[0])?.element ?? null;
}

/** Where the focus stands, when it is inside the table. */
export function spotOf(target: EventTarget | null): Spot | null {
  const cell = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-column]") : null;
  const row = cell?.closest<HTMLElement>("[data-row]");
  return cell && row ? { row: Number(row.dataset.row), column: Number(cell.dataset.column) } : null;
}
