import { useEffect, useRef, useState } from "react";
import { commands, type LineKind, type RepairView, type SheetView as Sheet } from "../../../backend";
import { useNextProblem, useRepair } from "../../../mutations";
import { useApp, useExplain } from "../../../queries";
import { countOf } from "../kinds";
import { useKeys } from "../useKeys";
import { address, parseAddress, type Place } from "./address";
import { ExplainBar } from "./ExplainBar";
import type { Block } from "./range";
import { SheetGrid } from "./SheetGrid";
import { useFind } from "./useFind";

interface Props {
  sheet: Sheet;
  only: LineKind | null;
  search: string;
  /** Grows with each press of Enter in the search. */
  find: number;
}

/** The person's sheet with every cell marked, and above it what happens at the cell in hand. */
export function SheetView({ sheet, only, search, find }: Props) {
  const [block, setBlock] = useState<Block>(() => single({ row: Math.min(sheet.headingRow + 1, sheet.lastRow), column: 0 }));
  const [wish, setWish] = useState(0);
  const cell = address(block.head);
  const { data: explain } = useExplain(cell);
  const problems = useApp((app) => countOf(app.review?.counts ?? [], "problem"));
  const { send: next } = useNextProblem();
  const { send: repair } = useRepair();
  const frame = useRef<HTMLDivElement>(null);
  const wantsRepair = useRef<string | null>(null);

  const jump = (to: Place) => { setBlock(single(to)); setWish((old) => old + 1); };
  const toProblem = async (backwards: boolean, after: string | null = cell): Promise<boolean> => {
    const found = parseAddress((await next(after, backwards)) ?? "");
    if (found) jump(found);
    return found !== null;
  };

  // The first problem is where the work is.
  useEffect(() => {
    void commands.nextProblem(null, false).then((found) => { const place = parseAddress(found ?? ""); if (place) { setBlock(single(place)); setWish(1); } });
  }, []);
  useFind({ find, search, from: block.head, onFound: jump });
  useKeys((event) => {
    if (event.key !== "F8") return false;
    void toProblem(event.shiftKey);
    return true;
  });

  const onRepair = async ({ action }: RepairView) => {
    await repair(action);
    const found = parseAddress((await next(cell, false)) ?? "");
    if (!found) return document.querySelector<HTMLElement>("[data-main]")?.focus();
    wantsRepair.current = address(found);
    jump(found);
  };
  useEffect(() => {
    if (wantsRepair.current === null || explain?.cell !== wantsRepair.current) return;
    wantsRepair.current = null;
    frame.current?.querySelector<HTMLElement>("[data-explain-repair]")?.focus();
  }, [explain]);

  return (
    <div ref={frame} style={{ display: "contents" }}>
      <ExplainBar cell={cell} explain={explain} hasProblems={problems > 0} onRepair={(each) => void onRepair(each)} onNext={() => void toProblem(false)} />
      <SheetGrid sheet={sheet} only={only} block={block} onBlock={setBlock} wish={wish} />
    </div>
  );
}

function single(place: Place): Block {
  return { anchor: place, head: place };
}
