import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { SheetRowView, SheetView } from "../../../backend";
import type { Place } from "./address";
import { useColumns } from "./useColumns";
import { useSheetRows } from "./useSheetRows";

/** Heights in rem: of a row, and of the line with Excel's letters. */
export const ROW_REM = 1.625;
export const LETTERS_REM = 1.5;
/** Room after the last column and the last row, in rem: scroll bars that lie over what they scroll would cover them. */
const BAR_REM = 0.75;
const NO_ROWS: SheetRowView[] = [];

/** A column that is drawn, and the room before it for those that are not, in pixels. */
export interface Drawn {
  column: number;
  gap: number;
}

interface Options {
  box: RefObject<HTMLElement | null>;
  sheet: SheetView;
  head: Place;
  /** The column that says whom a row is about. */
  frozen: number | null;
  /** Pixels in one rem. */
  rem: number;
}

/** The rows and columns in sight, wherever the sheet is scrolled to. The cell with the focus stays drawn, or scrolling would lose the focus. */
export function useGrid({ box, sheet, head, frozen, rem }: Options) {
  const first = sheet.headingRow + 1;
  const count = Math.max(0, sheet.lastRow - sheet.headingRow);
  const top = (LETTERS_REM + ROW_REM * sheet.headingRows) * rem;
  const bar = BAR_REM * rem;
  const width = useBoxWidth(box) - bar;

  // eslint-disable-next-line react-hooks/incompatible-library -- its answers are read afresh at each drawing
  const rows = useVirtualizer({
    count, getScrollElement: () => box.current, estimateSize: () => ROW_REM * rem, overscan: 4, scrollMargin: top, scrollPaddingStart: top, scrollPaddingEnd: bar,
    rangeExtractor: useKept(head.row - first),
  });
  const from = first + (rows.range?.startIndex ?? 0);
  const { rowAt, arrived } = useSheetRows(sheet, from, Math.max(from, first + (rows.range?.endIndex ?? 0)));

  // The widths follow the first rows that come and then stay, so that nothing jumps while scrolling.
  const [sample, setSample] = useState<readonly SheetRowView[]>(NO_ROWS);
  if (sample === NO_ROWS && arrived) setSample(arrived);
  const plan = useColumns(sheet, frozen, sample, width, rem);
  const start = plan.number + (plan.widths[plan.pinned] ?? 0);
  const columns = useVirtualizer({
    horizontal: true, count: sheet.width, getScrollElement: () => box.current, estimateSize: (column) => plan.widths[column] ?? 0, overscan: 2,
    scrollMargin: plan.number, scrollPaddingStart: start, scrollPaddingEnd: bar, rangeExtractor: useKept(head.column, plan.pinned),
  });
  useEffect(() => { columns.measure(); rows.measure(); }, [columns, rows, plan, rem]);

  const items = columns.getVirtualItems();
  const drawn = useMemo(() => items.map((item, index): Drawn => ({ column: item.index, gap: item.start - (items[index - 1]?.end ?? plan.number) })), [items, plan.number]);

  const { pinned } = plan;
  const bring = useCallback((to: Place, align: "auto" | "center" = "auto") => {
    rows.scrollToIndex(to.row - first, { align });
    if (to.column >= 0 && to.column !== pinned) columns.scrollToIndex(to.column);
  }, [rows, columns, first, pinned]);

  return {
    first, plan, drawn, rowAt, bring,
    rows: rows.getVirtualItems().map((item) => ({ number: first + item.index, top: item.start })),
    /** Rows that PgDn moves. */
    page: Math.max(1, Math.floor((rows.scrollRect?.height ?? 0) / (ROW_REM * rem)) - 3),
    size: { height: rows.getTotalSize() + top + bar, width: plan.number + columns.getTotalSize() + bar },
  };
}

/** What is in sight, and these places wherever they are. */
function useKept(...kept: number[]) {
  const key = kept.join();
  return useCallback((range: Range) => {
    const seen = new Set(defaultRangeExtractor(range));
    for (const place of key.split(",").map(Number)) if (place >= 0 && place < range.count) seen.add(place);
    return [...seen].sort((a, b) => a - b);
  }, [key]);
}

function useBoxWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return width;
}
