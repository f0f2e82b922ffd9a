import { type ClipboardEvent, type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject, useEffect } from "react";
import { commands, type SheetView } from "../../../backend";
import { useCopy } from "../../../clipboard";
import type { Place } from "./address";
import { move } from "./move";
import { type Block, edges, isRows, ROW_NUMBER } from "./range";
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
  onRows: () => void;
}

/** The most rows that the engine hands out at once. */
const MOST_ROWS = 500;

/** Where in the sheet an event happened. */
function placeOf(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null;
  const row = cell?.closest<HTMLElement>("[data-row]");
  return cell && row ? { column: Number(cell.dataset.cell), row: Number(row.dataset.row) } : null;
}

/** The keys, the pointer and the clipboard of the sheet, as in Excel. */
export function useSheetKeys({ box, sheet, page, block, go, came, begin, edits, onRows }: Options) {
  const { copy } = useCopy();
  const bounds = { first: sheet.headingRow + 1, last: sheet.lastRow, width: sheet.width, page };

  const copyBlock = async () => {
    const { top, bottom, left, right } = edges(block, sheet.width);
    const parts = Array.from({ length: Math.ceil((bottom - top + 1) / MOST_ROWS) }, (_, part) => top + part * MOST_ROWS);
    const read = await Promise.all(parts.map((from) => commands.sheetRows(from, Math.min(MOST_ROWS, bottom - from + 1))));
    await copy(toTsv(read.flat().map((row) => row.cells.slice(left, right + 1).map((cell) => cell.text))));
    go(block.head, true);
  };

  const chooseRows = () => {
    came({ row: block.anchor.row, column: ROW_NUMBER });
    go({ row: block.head.row, column: ROW_NUMBER }, block.anchor.row !== block.head.row);
  };

  /** Space alone: in a grid a row is all of an agent's skills, so there only whole rows are left out by it. */
  const space = (shift: boolean) => {
    if (shift && !isRows(block)) chooseRows();
    else if (isRows(block) || sheet.layout === "list") onRows();
  };

  const withCtrl = (key: string): boolean => {
    if (key === "c") void copyBlock();
    else if (key === "x") void copyBlock().then(() => edits.clear(block));
    else if (key === "a") { came({ row: bounds.first, column: 0 }); go({ row: bounds.last, column: sheet.width - 1 }, true); }
    else return false;
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLInputElement || event.altKey || event.nativeEvent.isComposing) return;
    const to = move(block.head, event, bounds);
    if (to) go(to, event.shiftKey);
    else if (event.ctrlKey || event.metaKey) { if (!withCtrl(event.key.toLowerCase())) return; }
    else if (event.key === "F2" || event.key === "Enter") begin(null);
    else if (event.key === "Delete" || event.key === "Backspace") edits.clear(block);
    else if (event.key === " ") space(event.shiftKey);
    else if (event.key.length === 1) begin(event.key);
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
    if (!to || event.button !== 0 || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    go(to, event.shiftKey);
  };

  /** The pointer is drawn over cells with its button held. */
  const onMouseOver = (event: MouseEvent<HTMLElement>) => {
    const to = event.buttons === 1 && box.current?.contains(document.activeElement) ? placeOf(event.target) : null;
    if (to && !(document.activeElement instanceof HTMLInputElement)) go(isRows(block) ? { ...to, column: ROW_NUMBER } : to, true);
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

  return { onKeyDown, onPaste, onFocus, onMouseDown, onMouseOver, onDoubleClick };
}
