import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { commands, type LineKind, type SheetRowView, type SheetView } from "../../../backend";
import { columnLetter } from "../../../format";
import { keys, useApp, usePages } from "../../../queries";
import { useRem } from "../useRem";
import { useStable } from "../useStable";
import type { Place } from "./address";
import { type Block, edges, isCell } from "./range";
import styles from "./SheetGrid.module.css";
import { Gap, SheetRow } from "./SheetRow";
import { type ColumnPlan, useColumns } from "./useColumns";
import { useSheetEdits } from "./useSheetEdits";
import { useSheetKeys } from "./useSheetKeys";

interface Props {
  sheet: SheetView;
  only: LineKind | null;
  block: Block;
  onBlock: (block: Block) => void;
  /** Brings the focus into the grid whenever it grows. */
  wish: number;
}

const ROW_REM = 1.625;
const TOP_REM = 1.5 + ROW_REM;
/** Cells that one page may hold, so that a sheet of 500 columns is fetched in small pages. */
const PAGE_CELLS = 8_000;
const NO_ROWS: SheetRowView[] = [];

/** The person's own sheet, any size: only the rows and columns in sight are drawn. */
export function SheetGrid({ sheet, only, block, onBlock, wish }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const rem = useRem();
  const revision = useApp((app) => app.revision);
  const fields = useApp((app) => app.matching?.columns);
  const [boxWidth, setBoxWidth] = useState(0);
  const [edit, setEdit] = useState<{ typed: string | null } | null>(null);
  const first = sheet.headingRow + 1;
  const count = Math.max(0, sheet.lastRow - sheet.headingRow);
  const last = useMemo<Place>(() => ({ row: sheet.lastRow, column: sheet.width - 1 }), [sheet]);
  const names = useMemo(() => new Set(fields?.flatMap((field) => (field.column !== null && (field.field === "agent" || field.field === "skill") ? [field.column] : []))), [fields]);
  const agent = fields?.find((field) => field.field === "agent")?.column ?? null;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setBoxWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // eslint-disable-next-line react-hooks/incompatible-library -- its answers are read afresh at each drawing
  const rows = useVirtualizer({ count, getScrollElement: () => box.current, estimateSize: () => ROW_REM * rem, overscan: 6, scrollMargin: TOP_REM * rem, scrollPaddingStart: TOP_REM * rem });
  const rowItems = rows.getVirtualItems();
  const size = Math.max(10, Math.min(200, Math.floor(PAGE_CELLS / Math.max(1, sheet.width))));
  const pages = usePages<SheetRowView[]>({
    list: [...keys.sheetRows, sheet.fileName, sheet.tab, first], stamp: revision, first: rowItems[0]?.index ?? 0, last: rowItems.at(-1)?.index ?? 0, size,
    fetch: (from, many) => commands.sheetRows(first + from, Math.min(many, count - from)),
  });
  const rowAt = (index: number) => { const found = pages.at(index); return found?.page[found.offset]; };

  // The widths follow the first rows that come and then stay, so that nothing jumps while scrolling.
  const [sample, setSample] = useState<readonly SheetRowView[]>(NO_ROWS);
  const arrived = pages.at(rowItems[0]?.index ?? 0)?.page;
  if (sample === NO_ROWS && arrived) setSample(arrived);
  const plan = useColumns(sheet, agent, sample, boxWidth, rem);
  const columns = useVirtualizer({
    horizontal: true, count: sheet.width - plan.pinned, getScrollElement: () => box.current, estimateSize: (index) => plan.widths[index + plan.pinned] ?? 0, overscan: 2,
    scrollMargin: plan.start, scrollPaddingStart: plan.start,
  });
  useEffect(() => { columns.measure(); rows.measure(); }, [columns, rows, plan, rem]);
  const items = columns.getVirtualItems();

  const bring = useCallback((to: Place, align: "auto" | "center" = "auto") => {
    rows.scrollToIndex(to.row - first, { align });
    if (to.column >= plan.pinned) columns.scrollToIndex(to.column - plan.pinned);
  }, [rows, columns, first, plan.pinned]);
  const wantsFocus = useRef(false);
  const go = (to: Place, extend = false) => {
    onBlock({ anchor: extend ? block.anchor : to, head: to });
    bring(to);
    wantsFocus.current = true;
  };
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const cell = box.current?.querySelector<HTMLElement>(`[data-row="${block.head.row}"] > [data-cell="${block.head.column}"]`);
    if (!cell) return;
    wantsFocus.current = false;
    cell.focus({ preventScroll: true });
  });
  const head = block.head;
  useEffect(() => { if (wish > 0) bring(head, "center"); }, [wish]); // eslint-disable-line react-hooks/exhaustive-deps -- only a new wish moves the view

  const edits = useSheetEdits(last);
  const page = Math.max(1, Math.floor((rows.scrollRect?.height ?? 0) / (ROW_REM * rem)) - 3);
  const handlers = useSheetKeys({
    box, sheet, page, block, go, edits,
    came: (to, extend = false) => onBlock({ anchor: extend ? block.anchor : to, head: to }),
    begin: (typed) => setEdit({ typed }),
  });
  const onDone = useStable((text: string | null, then: "stay" | "down" | "right") => {
    setEdit(null);
    if (text !== null && text !== rowAt(head.row - first)?.cells[head.column]?.text) edits.write(head, text);
    go({ row: Math.min(last.row, head.row + (then === "down" ? 1 : 0)), column: Math.min(last.column, head.column + (then === "right" ? 1 : 0)) });
  });

  const { top, bottom, left, right } = edges(block);
  const wide = !isCell(block);
  return (
    <div ref={box} className={styles.box} role="grid" aria-label="Your sheet with marked cells" aria-rowcount={sheet.lastRow} aria-colcount={sheet.width} aria-multiselectable="true" {...handlers}>
      <div className={styles.body} style={{ height: rows.getTotalSize() + TOP_REM * rem, width: plan.start + columns.getTotalSize() }}>
        <Headings sheet={sheet} plan={plan} items={items} />
        {rowItems.map(({ index, start }) => {
          const number = first + index;
          const inBlock = wide && number >= top && number <= bottom;
          const active = head.row === number ? head.column : -1;
          return <SheetRow key={number} number={number} top={start} row={rowAt(index)} plan={plan} items={items} names={names} only={only} active={active}
            chosenFrom={inBlock ? left : -1} chosenTo={inBlock ? right : -1} edit={active >= 0 && edit ? edit.typed : undefined} onDone={onDone} />;
        })}
      </div>
    </div>
  );
}

/** Excel's letters and the sheet's own headings; both stay in sight. */
function Headings({ sheet, plan, items }: { sheet: SheetView; plan: ColumnPlan; items: VirtualItem[] }) {
  const texts = useMemo(() => new Map(sheet.headings.map((heading) => [heading.column, heading.text])), [sheet]);
  const pinned = Array.from({ length: plan.pinned }, (_, column) => column);
  const scrolled = items.map((item) => item.index + plan.pinned);
  const pin = (column: number) => (column < plan.pinned ? `${styles.pinned} ${column === plan.pinned - 1 ? styles.lastPinned : ""}` : "");
  const letter = (column: number) => <div key={column} className={`${styles.letter} ${pin(column)}`} style={plan.styles[column]}>{columnLetter(column)}</div>;
  const heading = (column: number) => (
    <div key={column} role="columnheader" aria-colindex={column + 1} className={`${styles.cell} ${pin(column)}`} style={plan.styles[column]} title={texts.get(column)}>
      <span className={styles.words}><bdi>{texts.get(column) ?? ""}</bdi></span>
    </div>
  );
  return (
    <>
      <div className={styles.letters} aria-hidden="true"><div className={styles.corner} />{pinned.map(letter)}<Gap items={items} plan={plan} />{scrolled.map(letter)}</div>
      <div role="row" aria-rowindex={sheet.headingRow} className={styles.headings}>
        <div role="rowheader" className={styles.number}>{sheet.headingRow}</div>{pinned.map(heading)}<Gap items={items} plan={plan} />{scrolled.map(heading)}
      </div>
    </>
  );
}
