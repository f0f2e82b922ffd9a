import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { LineKind, ReviewView, ScaleView, SortBy } from "../../../backend";
import { useApp } from "../../../queries";
import type { Place } from "../sheet/address";
import { useRem } from "../useRem";
import { useStable } from "../useStable";
import styles from "./Changes.module.css";
import { Heads } from "./Heads";
import { holds, isWide } from "./range";
import { type Group, rowAt, rowCount, stretches } from "./rows";
import { sharedPlace } from "./shared";
import { TableRow } from "./TableRow";
import { useEditing } from "./useEditing";
import { type Asked, useLinesInSight } from "./useLines";
import { useInclude } from "./useInclude";
import { useProblemKeys } from "./useProblemKeys";
import { useRepairs } from "./useRepairs";
import { useRoving } from "./useRoving";
import { useTableKeys } from "./useTableKeys";

interface Props {
  review: ReviewView;
  scale: ScaleView | null;
  groups: Group[];
  asked: Asked;
  /** The kind that the filter shows; all when null. */
  only: LineKind | null;
  onSort: (sort: SortBy) => void;
  onToggleGroup: (kind: LineKind) => void;
  onMore: (kind: LineKind) => void;
  /** Shows a cell of the sheet. */
  onOpenCell: (place: Place) => void;
  included: "on" | "off" | "mixed";
}

const ROW_REM = 1.875;

/** Every change, grouped by kind. Rows are fetched as they scroll into sight; there may be a hundred thousand. */
export function Changes({ review, scale, groups, asked, only, onSort, onToggleGroup, onMore, onOpenCell, included }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const height = useRem() * ROW_REM;
  const count = rowCount(groups);
  const [kept, setKept] = useState(0);
  const keepFocused = useCallback((range: Parameters<typeof defaultRangeExtractor>[0]) => {
    const seen = defaultRangeExtractor(range);
    // The row with the focus stays drawn, or scrolling would lose the focus.
    return seen.includes(kept) || kept >= range.count ? seen : [...seen, kept].sort((a, b) => a - b);
  }, [kept]);
  // eslint-disable-next-line react-hooks/incompatible-library -- its answers are read afresh at each drawing
  const virtual = useVirtualizer({
    count, getScrollElement: () => box.current, estimateSize: () => height, overscan: 12, scrollMargin: height, scrollPaddingStart: height, scrollPaddingEnd: 4,
    rangeExtractor: keepFocused,
  });
  useEffect(() => virtual.measure(), [virtual, height]);

  const items = virtual.getVirtualItems();
  const seen = items.filter((item) => item.index !== kept || items.length === 1);
  const first = seen[0]?.index ?? 0;
  const last = seen.at(-1)?.index ?? 0;
  const parts = useMemo(() => stretches(groups, first, last), [groups, first, last]);
  const { line } = useLinesInSight(asked, parts);

  const scrollTo = useCallback((row: number) => virtual.scrollToIndex(row), [virtual]);
  const roving = useRoving({ box, scrollTo });
  useEffect(() => setKept(roving.spot.row), [roving.spot.row]);
  const at = (place: number) => {
    const row = rowAt(groups, place);
    return row?.type === "line" ? line(row.kind, row.index) : undefined;
  };

  const include = useInclude(groups, asked);
  const editing = useEditing(roving);
  const packed = usePackedColumn();
  const begin = useStable((place: number, typed: string | null = null) => {
    const target = at(place);
    const shared = target ? sharedPlace(target, packed) : null;
    if (shared) onOpenCell(shared);
    else editing.begin(place, typed);
  });
  const repairs = useRepairs({ groups, box, scrollTo });
  const keys = useTableKeys({ box, groups, count, page: Math.max(1, Math.floor((virtual.scrollRect?.height ?? 0) / height) - 2), roving, lineAt: at, include, begin, isWritten: (line) => line.cell !== null || sharedPlace(line, packed) !== null, asked });

  const toggle = useStable((place: number, shift: boolean) => {
    const target = at(place);
    if (!target) return;
    const range = { anchor: shift ? roving.range.anchor : place, head: place };
    if (shift) roving.setRange(range.anchor, { row: place, column: 0 });
    void include.range(range, !target.included);
  });
  const edited = useStable(editing.done);
  const repair = useStable(repairs.repair);
  useProblemKeys(groups, roving, { more: onMore, open: onToggleGroup });

  const spot = { ...roving.spot, row: Math.min(roving.spot.row, Math.max(0, count - 1)) };
  return (
    <div ref={box} className={`${styles.box} ${review.mode === "undo" ? styles.undo : ""}`} role="grid" aria-label="Changes" aria-rowcount={count + 1} aria-multiselectable="true"
      tabIndex={-1} onKeyDown={keys.onKeyDown} onFocus={keys.onFocus} onMouseDown={keys.onMouseDown}>
      <div className={styles.body} style={{ height: virtual.getTotalSize() + height }}>
        <Heads mode={review.mode} scale={scale} asked={asked} onSort={onSort} included={included} onIncludeAll={() => void include.all(only, included !== "on")} />
        {count === 0 && <div role="row" className={styles.none}><span role="gridcell">No row fits{asked.search === "" ? "" : <> “<bdi>{asked.search}</bdi>”</>}.</span></div>}
        <div role="rowgroup">
          {items.map(({ index, start }) => (
            <TableRow key={index} place={index} top={start} row={rowAt(groups, index)} line={at(index)} groups={groups} mode={review.mode} scale={scale} packed={packed}
              active={spot.row === index ? spot.column : -1} chosen={isWide(roving.range) && holds(roving.range, index)}
              edit={editing.at === index ? editing.typed : undefined} onToggle={toggle} onEdit={begin} onDone={edited}
              onToggleGroup={onToggleGroup} onMore={onMore} onRepair={repair} />
          ))}
        </div>
      </div>
    </div>
  );
}

/** The column whose cells hold many skills each; null in a sheet with a cell for each level. */
function usePackedColumn(): number | null {
  return useApp(({ sheet, matching }) => (sheet?.layout === "packed" ? matching?.columns.find(({ field, column }) => field === "skill" && column !== null)?.column ?? null : null));
}
