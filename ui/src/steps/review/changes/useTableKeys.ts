import type { FocusEvent, KeyboardEvent, MouseEvent, RefObject } from "react";
import type { LineView } from "../../../backend";
import { useCopy } from "../../../clipboard";
import { moveCell } from "../../../components/roving";
import { level } from "../../../format";
import { toTsv } from "../sheet/tsv";
import { CHOSEN, COLUMN } from "./columns";
import { high, low } from "./range";
import { type Group, stretches } from "./rows";
import type { useInclude } from "./useInclude";
import { type Asked, useReadStretch } from "./useLines";
import { cellsOf, spotOf, type useRoving } from "./useRoving";

interface Options {
  box: RefObject<HTMLElement | null>;
  groups: readonly Group[];
  count: number;
  /** Rows that PgDn moves. */
  page: number;
  roving: ReturnType<typeof useRoving>;
  lineAt: (place: number) => LineView | undefined;
  include: ReturnType<typeof useInclude>;
  /** Begins to write a line’s new level, where the line can be written. */
  begin: (place: number, typed?: string | null) => void;
  isWritten: (line: LineView) => boolean;
  asked: Asked;
}

const COLUMNS = 100;
/** So many rows are looked through for a first line. */
const LOOKED_THROUGH = 100;

/** The keys of the table, as in Excel. */
export function useTableKeys({ box, groups, count, page, roving, lineAt, include, begin, isWritten, asked }: Options) {
  const read = useReadStretch(asked);
  const { copy } = useCopy();
  const { spot, range, go } = roving;

  const copyRange = async () => {
    const lines = (await Promise.all(stretches(groups, low(range), high(range)).map(read))).flat();
    const text = (value: number | null) => (value === null ? "" : level(value));
    await copy(toTsv(lines.map((line) => [line.agent, line.skill, text(line.now), text(line.new), line.at])));
    go(spot, true);
  };

  const sideways = (event: KeyboardEvent): boolean => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight" && !(!event.ctrlKey && (event.key === "Home" || event.key === "End"))) return false;
    const cells = box.current ? cellsOf(box.current, spot.row) : [];
    const here = cells.findIndex((cell) => cell.column === spot.column);
    const end = event.ctrlKey || event.metaKey || event.key === "Home" || event.key === "End";
    const right = event.key === "ArrowRight" || event.key === "End";
    const to = end ? (right ? cells.at(-1) : cells[0]) : cells[here + (right ? 1 : -1)];
    if (to) go({ row: spot.row, column: to.column });
    return true;
  };

  const toggle = () => {
    // The line with the focus says whether the range goes in or out; a heading leaves that to the first line that is drawn.
    const choosable = (place: number) => { const line = lineAt(place); return line && CHOSEN.has(line.kind) ? line : undefined; };
    let line = choosable(spot.row);
    for (let place = low(range); !line && place <= Math.min(high(range), low(range) + LOOKED_THROUGH); place += 1) line = choosable(place);
    if (line) void include.range(range, !line.included);
  };

  const letter = (event: KeyboardEvent): boolean => {
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && event.key === "c") { void copyRange(); return true; }
    if (ctrl && event.key === "a") { roving.setRange(0, { row: count - 1, column: spot.column }); return true; }
    const line = lineAt(spot.row);
    const editable = spot.column === COLUMN.new && line !== undefined && isWritten(line);
    if (event.key === "F2" || event.key === "Enter") {
      if (!editable) return false;
      begin(spot.row);
      return true;
    }
    if (editable && !ctrl && !event.altKey && /^[0-9.,-]$/.test(event.key)) { begin(spot.row, event.key); return true; }
    return false;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (spotOf(event.target) === null || event.altKey) return;
    const onButton = event.target instanceof HTMLButtonElement;
    if (event.key === " " && !onButton) { event.preventDefault(); toggle(); return; }
    if (sideways(event) || letter(event)) { event.preventDefault(); return; }
    const to = moveCell(spot, event, count, COLUMNS, page);
    if (!to) return;
    event.preventDefault();
    go({ row: to.row, column: spot.column }, event.shiftKey);
  };

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const to = spotOf(event.target);
    if (to) roving.came(to, to.row === spot.row || low(range) !== high(range));
  };

  const onMouseDown = (event: MouseEvent<HTMLElement>) => {
    const to = spotOf(event.target);
    if (!to) return;
    if (event.shiftKey) event.preventDefault();
    roving.came(to, event.shiftKey);
  };

  return { onKeyDown, onFocus, onMouseDown };
}
