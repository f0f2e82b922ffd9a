import { useNotify } from "../../../events";
import { count, number } from "../../../format";
import { useEditCell, usePasteAt } from "../../../mutations";
import { address, type Place } from "./address";
import { blanks, type Block, edges, isCell, pasted, rowsOf } from "./range";
import { fromTsv, toTsv } from "./tsv";

/** More cells than this are not emptied at once: somebody chose all of them and pressed a key. */
const MOST_EMPTIED = 100_000;

/** Writes into the sheet as it is read from now on; the person's file stays as it is. Each of these is one step to undo. */
export function useSheetEdits(last: Place, onPasted: (block: Block) => void) {
  const { send: edit } = useEditCell();
  const { send: pasteAt } = usePasteAt();
  const notify = useNotify();
  const width = last.column + 1;

  const write = (place: Place, text: string) => void edit(address(place), text);

  const clear = (block: Block) => {
    if (isCell(block)) return write(block.head, "");
    const { top, left, right } = edges(block, width);
    if (rowsOf(block).length * (right - left + 1) > MOST_EMPTIED) return notify("These are too many cells to empty at once", `Choose at most ${number(MOST_EMPTIED)}.`);
    void pasteAt(address({ row: top, column: left }), toTsv(blanks(block, width)));
  };

  const paste = async (text: string, block: Block) => {
    const cells = fromTsv(text);
    if (cells.length === 0) return;
    const what = pasted(cells, block, last);
    const across = Math.max(...what.cells.map((row) => row.length));
    onPasted({ anchor: { row: what.at.row + what.cells.length - 1, column: what.at.column + across - 1 }, head: what.at });
    const many = what.count === 1 ? void await edit(address(what.at), what.cells[0]?.[0] ?? "") : await pasteAt(address(what.at), toTsv(what.cells));
    const lost = what.lost === 0 ? "" : `${count(what.lost, "cell")} would have been outside your sheet and ${what.lost === 1 ? "was" : "were"} left away.`;
    if (many !== undefined && many > 1) notify(`${count(many, "cell")} pasted`, lost);
    else if (lost !== "") notify("Not all cells fit", lost);
  };

  return { write, clear, paste };
}
