import { type ClipboardEvent, type FocusEvent, type KeyboardEvent, type MouseEvent, useEffect, type RefObject } from "react";
import { commands, type SheetView } from "../../../backend";
import { useCopy } from "../../../clipboard";
import { moveCell } from "../../../components/roving";
import type { Place } from "./address";
import { type Block, edges } from "./range";
import { toTsv } from "./tsv";
import type { useSheetEdits } from "./useSheetEdits";

interface Options {
  box: RefObject<HTMLElement | null>;
  sheet: SheetView;
  /** Rows that PgDn moves. */
  page: number;
  block: Block;
  go: (to: Place, extend?: boolean) => void;
  came: (to: Place, extend?: boolean) => void;
  begin: (typed: string | null) => void;
  edits: ReturnType<typeof useSheetEdits>;
}

/** Where in the sheet an event happened. */
function placeOf(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null;
  const row = cell?.closest<HTMLElement>("[data-row]");
  return cell && row ? { column: Number(cell.dataset.cell), row: Number(row.dataset.row) } : null;
}

/** The keys, the pointer and the clipboard of the sheet, as in Excel. */
export function useSheetKeys({ box, sheet, page, block, go, came, begin, edits }: Options) {
  const { copy } = useCopy();
  const first = sheet.headingRow + 1;
  const rows = sheet.lastRow - sheet.headingRow;

  const copyBlock = async () => {
    const { top, bottom, left, right } = edges(block);
    const read = await commands.sheetRows(top, bottom - top + 1);
    await copy(toTsv(read.map((row) => row.cells.slice(left, right + 1).map((cell) => cell.text))));
    go(block.head, true);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLInputElement || event.altKey) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const from = { row: block.head.row - first, column: block.head.column };
    const to = moveCell(from, event, rows, sheet.width, page);
    if (to) go({ row: to.row + first, column: to.column }, event.shiftKey);
    else if (event.key === "F2" || (event.key === "Enter" && !ctrl)) begin(null);
    else if (event.key === "Delete" || event.key === "Backspace") edits.clear(block);
    else if (ctrl && event.key.toLowerCase() === "c") void copyBlock();
    else if (ctrl && event.key.toLowerCase() === "a") { came({ row: first, column: 0 }); go({ row: sheet.lastRow, column: sheet.width - 1 }, true); }
    else if (!ctrl && event.key.length === 1 && event.key !== " ") begin(event.key);
    else return;
    event.preventDefault();
  };

  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    // Elsewhere in the window pasted cells are a new sheet; here they are edits of this one.
    event.stopPropagation();
    void edits.paste(event.clipboardData.getData("text/plain"), block);
  };

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const to = placeOf(event.target);
    if (to && (to.row !== block.head.row || to.column !== block.head.column)) came(to);
  };

  const onMouseDown = (event: MouseEvent<HTMLElement>) => {
    const to = placeOf(event.target);
    if (!to || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    go(to, event.shiftKey);
  };

  const onDoubleClick = (event: MouseEvent<HTMLElement>) => {
    if (placeOf(event.target)) begin(null);
  };

  // WebKit pastes only into what says beforehand that it takes it.
  useEffect(() => {
    const element = box.current;
    const allow = (event: Event) => { if (!(event.target instanceof HTMLInputElement)) event.preventDefault(); };
    element?.addEventListener("beforepaste", allow);
    return () => element?.removeEventListener("beforepaste", allow);
  }, [box]);

  return { onKeyDown, onPaste, onFocus, onMouseDown, onDoubleClick };
}
