import { useEffect, useMemo, useState } from "react";
import { commands, type SheetRowView, type SheetView } from "../../../backend";
import { keys, useApp, usePages } from "../../../queries";
import { throttle } from "./throttle";

/** Cells that one page may hold, so that a sheet of 500 columns is fetched in small pages. */
const PAGE_CELLS = 4_000;
const [FEWEST, MOST] = [10, 100];
/** However fast the view moves, rows are asked for only so often, in milliseconds. */
const BETWEEN = 80;
/** A jump of more than so many screens is no reading on: what lies around is fetched only once the view stands still. */
const NEAR = 3;
/** Pages that have been out of sight for so long are let go, in milliseconds. */
const KEPT = 10_000;

function pageSize(width: number): number {
  return Math.max(FEWEST, Math.min(MOST, Math.floor(PAGE_CELLS / Math.max(1, width))));
}

/**
 * The rows of the sheet from `first` to `last` by Excel's number, and as many before and after them as are in sight. Undefined while they are
 * on their way.
 */
export function useSheetRows(sheet: SheetView, first: number, last: number): { rowAt: (number: number) => SheetRowView | undefined; arrived: readonly SheetRowView[] | undefined } {
  const revision = useApp((app) => app.revision);
  const top = sheet.headingRow + 1;
  const seen = useThrottled(first, last);
  const pages = usePages<SheetRowView[]>({
    list: [...keys.sheetRows, sheet.fileName, sheet.tab, top],
    stamp: revision, size: pageSize(sheet.width), keptFor: KEPT,
    first: Math.max(0, seen.first - seen.ahead - top), last: Math.min(sheet.lastRow, seen.last + seen.ahead) - top,
    fetch: (from, many) => commands.sheetRows(top + from, Math.min(many, sheet.lastRow - top - from + 1)),
  });
  const rowAt = (number: number) => { const found = pages.at(number - top); return found?.page[found.offset]; };
  return { rowAt, arrived: pages.at(seen.first - top)?.page };
}

/** One row of the sheet, from the page that shows it. */
export function useSheetRow(sheet: SheetView, number: number): SheetRowView | undefined {
  return useSheetRows(sheet, number, number).rowAt(number);
}

/** The rows of the headings, where they are two. */
export function useHeadingRows(sheet: SheetView): readonly SheetRowView[] | undefined {
  const revision = useApp((app) => app.revision);
  const first = sheet.headingRow - sheet.headingRows + 1;
  const pages = usePages<SheetRowView[]>({
    list: [...keys.sheetRows, sheet.fileName, sheet.tab, "headings", first],
    stamp: revision, size: sheet.headingRows, first: 0, last: 0, fetch: (_, many) => commands.sheetRows(first, many),
  });
  return pages.at(0)?.page;
}

interface Seen {
  first: number;
  last: number;
  /** So many rows before and after are fetched as well. */
  ahead: number;
}

function useThrottled(first: number, last: number): Seen {
  const [seen, setSeen] = useState<Seen>({ first, last, ahead: 0 });
  const pass = useMemo(() => throttle(BETWEEN, (next: Omit<Seen, "ahead">) => setSeen((old) => {
    const screen = next.last - next.first + 1;
    return { ...next, ahead: Math.abs(next.first - old.first) <= NEAR * screen ? screen : 0 };
  })), []);
  useEffect(() => pass.stop, [pass]);
  useEffect(() => pass.call({ first, last }), [pass, first, last]);
  useEffect(() => {
    if (seen.ahead > 0) return;
    const timer = setTimeout(() => setSeen((old) => ({ ...old, ahead: old.last - old.first + 1 })), NEAR * BETWEEN);
    return () => clearTimeout(timer);
  }, [seen]);
  return seen;
}
