import { useEffect } from "react";
import { commands, type LineKind, type LineView } from "../../../backend";
import { useStable } from "../useStable";
import { parseAddress, type Place } from "./address";

const KINDS: LineKind[] = ["problem", "change", "add", "remove", "same"];
/** So many places of a kind are looked through; more are seldom walked. */
const MOST = 500;

/** What Enter was pressed for in the search: a new one with each press. */
export interface Wanted {
  /** A cell whose address was written. */
  cell: Place | null;
  search: string;
}

/** Goes to the cell that is wanted, or to the next place that holds the searched text, in the order of the sheet, round the end. */
export function useFind({ wanted, from, onFound }: { wanted: Wanted | null; from: Place; onFound: (place: Place) => void }) {
  const run = useStable(async ({ cell, search }: Wanted) => {
    if (cell) return onFound(cell);
    if (search === "") return;
    const pages = await Promise.all(KINDS.map((kind) => commands.lines({ kind, search, sort: "row", descending: false, from: 0, count: MOST })));
    const places = pages.flatMap((page) => page.lines).flatMap((line) => placesOf(line, from.column)).sort((a, b) => a.row - b.row || a.column - b.column);
    const next = places.find((place) => place.row > from.row || (place.row === from.row && place.column > from.column)) ?? places[0];
    if (next) onFound(next);
  });
  useEffect(() => { if (wanted) void run(wanted); }, [wanted, run]);
}

function placesOf(line: LineView, column: number): Place[] {
  const place = parseAddress(line.cell ?? line.at);
  if (place) return [place];
  const row = Number.parseInt(line.at, 10);
  return Number.isFinite(row) ? [{ row, column }] : [];
}
