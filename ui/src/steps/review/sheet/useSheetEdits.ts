import { useCallback } from "react";
import { useEditCell, useRepair } from "../../../mutations";
import { address, type Place } from "./address";
import { type Block, edges, isCell, pasted } from "./range";
import { fromTsv } from "./tsv";

/** Writes into the sheet as it is read from now on; the person's file stays as it is. */
export function useSheetEdits(last: Place) {
  const { send: edit } = useEditCell();
  const { send: repair } = useRepair();

  const write = useCallback((place: Place, text: string) => void edit(address(place), text), [edit]);

  const clear = useCallback((block: Block) => {
    if (isCell(block)) return void edit(address(block.head), "");
    const { top, bottom, left, right } = edges(block);
    const cells: string[] = [];
    for (let row = top; row <= bottom; row += 1) for (let column = left; column <= right; column += 1) cells.push(address({ row, column }));
    void repair({ do: "write", cells, text: "" });
  }, [edit, repair]);

  const paste = useCallback(async (text: string, block: Block) => {
    // Cells that get the same text travel together.
    for (const [value, places] of pasted(fromTsv(text), block, last)) await repair({ do: "write", cells: places.map(address), text: value });
  }, [repair, last]);

  return { write, clear, paste };
}
