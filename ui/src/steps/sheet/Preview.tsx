import { useVirtualizer } from "@tanstack/react-virtual";
import { EyeOff } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type KeyboardEvent } from "react";
import { commands, type PreviewRow, type SheetView } from "../../backend";
import { Icon } from "../../components/Icon";
import { moveCell, type Cell } from "../../components/roving";
import { columnLetter, number } from "../../format";
import { useSetHeadingRow } from "../../mutations";
import { keys, useApp, usePages } from "../../queries";
import { columnWidths, hiddenColumn } from "./previewRows";
import styles from "./Preview.module.css";
import { PreviewLine, type PreviewLineProps } from "./PreviewLine";

/** Sizes in rem; the first two as the style sheet has them. */
const ROW = 1.625;
const HEAD = 1.5;
/** As wide as the last row's number needs, with the sign of a hidden row beside it. */
const gutterOf = (lastRow: number) => (lastRow > 9_999 ? 4 : 2.75);

/** The sheet as it was read: only the cells in sight are drawn. Column 0 of the focus is the row number, the sheet's columns follow. */
export function Preview({ sheet }: { sheet: SheetView }) {
  const box = useRef<HTMLDivElement>(null);
  const { revision, textSize } = useApp((app) => ({ revision: app.revision, textSize: app.settings.textSize }));
  const rem = 16 * (textSize / 100);
  const gutter = gutterOf(sheet.lastRow);
  const setHeadingRow = useSetHeadingRow();
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 });
  const [wantsFocus, setWantsFocus] = useState(false);

  // eslint-disable-next-line react-hooks/incompatible-library -- its answers are read afresh at each drawing
  const rows = useVirtualizer({ count: sheet.lastRow, getScrollElement: () => box.current, estimateSize: () => ROW * rem, overscan: 6, scrollPaddingStart: HEAD * rem });
  const lines = rows.getVirtualItems();
  const first = lines[0]?.index ?? 0;
  const last = lines.at(-1)?.index ?? 0;
  const pages = usePages<PreviewRow[]>({
    list: keys.preview(sheet.fileName, sheet.tab),
    stamp: revision,
    first,
    last,
    fetch: (from, count) => commands.previewRows(from + 1, count),
  });
  const rowAt = (index: number) => {
    const found = pages.at(index);
    return found?.page[found.offset];
  };

  const widths = useWidths(pages.at(0)?.page, sheet);
  const columns = useVirtualizer({
    horizontal: true, count: sheet.width, getScrollElement: () => box.current, estimateSize: (column) => (widths[column] ?? 0) * rem, overscan: 3, scrollPaddingStart: gutter * rem,
  });
  useEffect(() => columns.measure(), [columns, widths, rem]);
  useEffect(() => rows.measure(), [rows, rem]);

  useLayoutEffect(() => {
    const target = wantsFocus ? box.current?.querySelector<HTMLElement>("[data-active]") : null;
    if (!target) return;
    target.focus({ preventScroll: true });
    setWantsFocus(false);
  }, [wantsFocus, active, first, last]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (active.column === 0 && (event.key === "Enter" || event.key === " ") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      void setHeadingRow.send(active.row + 1);
      return;
    }
    const to = moveCell(active, event, sheet.lastRow, sheet.width + 1, Math.max(1, last - first - 12));
    if (!to) return;
    event.preventDefault();
    rows.scrollToIndex(to.row);
    if (to.column > 0) columns.scrollToIndex(to.column - 1);
    setActive(to);
    setWantsFocus(true);
  };

  const shared: Omit<PreviewLineProps, "index" | "row" | "start"> = {
    columns: columns.getVirtualItems(),
    height: ROW * rem,
    gutter: gutter * rem,
    width: columns.getTotalSize(),
    sheet,
    active,
    onActive: setActive,
    onHeading: (row) => void setHeadingRow.send(row),
  };
  return (
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus -- one of its cells takes the focus
    <div ref={box} id="preview" className={styles.box} style={{ "--gutter": `${gutter}rem` } as CSSProperties} role="grid" aria-label={`Preview of the sheet, ${number(sheet.lastRow)} rows`} aria-rowcount={sheet.lastRow + 1} aria-colcount={sheet.width + 1} onKeyDown={onKeyDown}>
      <div className={styles.letters} role="row" aria-rowindex={1} style={{ width: gutter * rem + columns.getTotalSize() }}>
        <div className={styles.corner} role="columnheader" aria-colindex={1}><span className="sr">Row</span></div>
        {columns.getVirtualItems().map(({ index, start, size }) => (
          <div key={index} className={styles.letter} role="columnheader" aria-colindex={index + 2} title={hiddenColumn(sheet, index) ?? undefined} style={{ left: gutter * rem + start, width: size }}>
            {columnLetter(index)}
            {hiddenColumn(sheet, index) && <><Icon of={EyeOff} size="sm" /><span className="sr">, {hiddenColumn(sheet, index)}</span></>}
          </div>
        ))}
      </div>
      <div role="rowgroup" className={styles.rows} style={{ height: rows.getTotalSize(), width: gutter * rem + columns.getTotalSize() }}>
        {lines.map(({ index, start }) => <PreviewLine key={index} index={index} row={rowAt(index)} start={start} {...shared} />)}
      </div>
    </div>
  );
}

/** The widths that the first rows need; they stay while the sheet does. */
function useWidths(firstRows: PreviewRow[] | undefined, sheet: SheetView): number[] {
  const { width } = sheet;
  const [widths, setWidths] = useState<number[] | null>(null);
  if (widths?.length !== width && firstRows) setWidths(columnWidths(firstRows, width, sheet));
  const [plain] = useState(() => Array.from({ length: width }, () => 7));
  return widths ?? plain;
}
