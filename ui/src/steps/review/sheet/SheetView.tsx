import { useEffect, useRef, useState } from "react";
import { commands, type LineKind, type RepairView, type SheetView as Sheet } from "../../../backend";
import { useNextProblem, useRepair, useSetRowsOut } from "../../../mutations";
import { useApp, useExplain } from "../../../queries";
import { countOf } from "../kinds";
import { useKeys } from "../useKeys";
import { address, parseAddress, type Place } from "./address";
import { ExplainBar } from "./ExplainBar";
import { inHand } from "./inHand";
import { type Block, clampBlock, isRows, rowsOf, single } from "./range";
import { SheetGrid } from "./SheetGrid";
import { useFind, type Wanted } from "./useFind";
import { useSheetRow } from "./useSheetRows";

interface Props {
  sheet: Sheet;
  only: LineKind | null;
  /** What is looked for; null until Enter was pressed in the search. */
  wanted: Wanted | null;
  /** Where to begin; null for the first problem, where the work is. */
  start: Place | null;
}

/** The person's sheet with every cell marked, and above it what happens at the cell in hand. */
export function SheetView({ sheet, only, wanted, start }: Props) {
  const first = sheet.headingRow + 1;
  const [kept, setBlock] = useState<Block>(() => single(start ?? { row: Math.min(first, sheet.lastRow), column: 0 }));
  const block = clampBlock(kept, first, { row: sheet.lastRow, column: sheet.width - 1 });
  const [wish, setWish] = useState(start ? 1 : 0);
  const cell = isRows(block) ? null : address(block.head);
  const { data } = useExplain(cell);
  const explain = data?.cell === cell ? data : undefined;
  const row = useSheetRow(sheet, block.head.row);
  const problems = useApp((app) => countOf(app.review?.counts ?? [], "problem"));
  const { send: next } = useNextProblem();
  const { send: repair } = useRepair();
  const { send: setRowsOut } = useSetRowsOut();
  const frame = useRef<HTMLDivElement>(null);
  const wantsRepair = useRef<string | null>(null);

  const jump = (to: Place) => { setBlock(single(to)); setWish((old) => old + 1); };
  const after = address({ ...block.head, column: Math.max(0, block.head.column) });
  const toProblem = async (backwards: boolean): Promise<Place | null> => {
    const found = parseAddress((await next(after, backwards)) ?? "");
    if (found) jump(found);
    return found;
  };

  useEffect(() => {
    if (start) return;
    void commands.nextProblem(null, false).then((found) => { const place = parseAddress(found ?? ""); if (place) { setBlock(single(place)); setWish(1); } });
  }, [start]);
  useFind({ wanted, from: block.head, onFound: jump });
  useKeys((event) => {
    if (event.key !== "F8") return false;
    void toProblem(event.shiftKey);
    return true;
  });

  const onRepair = async ({ action }: RepairView) => {
    await repair(action);
    const found = await toProblem(false);
    if (found) wantsRepair.current = address(found);
    else document.querySelector<HTMLElement>("[data-main]")?.focus();
  };
  useEffect(() => {
    if (wantsRepair.current === null || explain?.cell !== wantsRepair.current) return;
    wantsRepair.current = null;
    (frame.current?.querySelector<HTMLElement>("[data-explain-repair]") ?? frame.current?.querySelector<HTMLElement>("[data-cell][tabindex='0']"))?.focus();
  });
  const onRows = () => void setRowsOut(rowsOf(block), !(row?.leftOut ?? false));

  return (
    <div ref={frame} style={{ display: "contents" }}>
      <ExplainBar inHand={inHand(block, row, explain)} explain={explain} hasProblems={problems > 0} onRepair={(each) => void onRepair(each)} onRows={onRows} onNext={() => void toProblem(false)} />
      <SheetGrid sheet={sheet} only={only} block={block} onBlock={setBlock} onRows={onRows} wish={wish} focused={start !== null} />
    </div>
  );
}
