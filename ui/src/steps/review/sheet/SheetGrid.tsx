import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { LineKind, SheetView } from "../../../backend";
import { useApp } from "../../../queries";
import { useRem } from "../useRem";
import { useStable } from "../useStable";
import type { Place } from "./address";
import type { Then } from "./CellEdit";
import { Headings } from "./Headings";
import { type Block, edges, isCell, isRows, ROW_NUMBER } from "./range";
import styles from "./SheetGrid.module.css";
import { SheetRow } from "./SheetRow";
import { useGrid } from "./useGrid";
import { useSheetEdits } from "./useSheetEdits";
import { useSheetKeys } from "./useSheetKeys";

interface Props {
  sheet: SheetView;
  only: LineKind | null;
  block: Block;
  onBlock: (block: Block) => void;
  /** Leaves the block's rows out, or takes them in. */
  onRows: () => void;
  /** Brings the head of the block into sight whenever it grows. */
  wish: number;
  /** Takes the focus when it comes. */
  focused: boolean;
}

const STEP: Record<Then, [down: number, right: number]> = { stay: [0, 0], down: [1, 0], up: [-1, 0], right: [0, 1], left: [0, -1] };

/** The person's own sheet, any size: only the rows and columns in sight are drawn. */
export function SheetGrid({ sheet, only, block, onBlock, onRows, wish, focused }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const rem = useRem();
  const fields = useApp((app) => app.matching?.columns);
  const columnOf = (field: string) => fields?.find((each) => each.field === field)?.column ?? null;
  const [agents, rest, skills] = [columnOf("agent"), columnOf("agentRest"), columnOf("skill")];
  const names = useMemo(() => new Set([agents, rest, skills].filter((column) => column !== null)), [agents, rest, skills]);
  const [edit, setEdit] = useState<{ typed: string | null } | null>(null);
  const last = useMemo<Place>(() => ({ row: sheet.lastRow, column: sheet.width - 1 }), [sheet]);
  const head = block.head;
  // Where agents stand across, a row is a skill's.
  const grid = useGrid({ box, sheet, head, frozen: agents ?? skills, rem });
  const { first, plan, drawn, rowAt, bring } = grid;

  const wantsFocus = useRef(focused);
  // The cell that had the focus may be far away soon, and drawn no longer: the focus goes along, or keys would go nowhere.
  useLayoutEffect(() => { if (wish > 0 && box.current?.contains(document.activeElement)) wantsFocus.current = true; }, [wish]);
  const go = (to: Place, extend = false) => {
    onBlock({ anchor: extend ? block.anchor : to, head: to });
    bring(to);
    wantsFocus.current = true;
  };
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const cell = box.current?.querySelector<HTMLElement>(`[data-row="${head.row}"] > [data-cell="${head.column}"]`);
    if (!cell) return;
    wantsFocus.current = false;
    cell.focus({ preventScroll: true });
  });
  useEffect(() => { if (wish > 0) bring(head, "center"); }, [wish]); // eslint-disable-line react-hooks/exhaustive-deps -- only a new wish moves the view

  const edits = useSheetEdits(last, (pasted) => {
    onBlock(pasted);
    wantsFocus.current = true;
  });
  const handlers = useSheetKeys({
    box, sheet, page: grid.page, block, go, edits, onRows,
    came: (to, extend = false) => onBlock({ anchor: extend ? block.anchor : to, head: to }),
    begin: (typed) => { if (head.column !== ROW_NUMBER) setEdit({ typed }); },
  });
  const onDone = useStable((text: string | null, then: Then) => {
    setEdit(null);
    if (text !== null && text !== rowAt(head.row)?.cells[head.column]?.text) edits.write(head, text);
    const [down, right] = STEP[then];
    go({ row: Math.max(first, Math.min(last.row, head.row + down)), column: Math.max(0, Math.min(last.column, head.column + right)) });
  });

  const { top, bottom, left, right } = edges(block, sheet.width);
  const from = isRows(block) ? ROW_NUMBER : left;
  const wide = !isCell(block);
  return (
    <div ref={box} className={styles.box} role="grid" aria-label="Your sheet with marked cells" aria-rowcount={sheet.lastRow} aria-colcount={sheet.width} aria-multiselectable="true" {...handlers}>
      <div className={styles.body} style={grid.size}>
        <Headings sheet={sheet} plan={plan} drawn={drawn} />
        {grid.rows.map(({ number, top: at }) => {
          const inBlock = wide && number >= top && number <= bottom;
          const active = head.row === number ? head.column : null;
          return (
            <SheetRow key={number} number={number} top={at} row={rowAt(number)} plan={plan} drawn={drawn} rem={rem} names={names} only={only} active={active}
              chosenFrom={inBlock ? from : 0} chosenTo={inBlock ? right : -1} edit={active !== null && edit ? edit.typed : undefined} onDone={onDone} />
          );
        })}
      </div>
    </div>
  );
}
