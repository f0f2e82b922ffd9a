import type { ExplainView, SheetRowView } from "../../../backend/bindings";
import { count, number } from "../../../format";
import { address } from "./address";
import type { InHand } from "./ExplainBar";
import { type Block, isRows, rowsOf } from "./range";
import { correctedFrom } from "./said";

/** What the explain bar says of a block whose head is in `row`. */
export function inHand(block: Block, row: SheetRowView | undefined, explain: ExplainView | undefined): InHand {
  const rows = rowsOf(block);
  const many = rows.length;
  const isOut = row?.leftOut ?? false;
  const button = many === 1 ? (isOut ? "Take row in" : "Leave row out") : `${isOut ? "Take" : "Leave"} ${number(many)} rows ${isOut ? "in" : "out"}`;
  if (isRows(block)) {
    const at = many === 1 ? `Row ${rows[0] ?? ""}` : `Rows ${rows[0] ?? ""} to ${rows.at(-1) ?? ""}`;
    return { at, sentence: sentenceOf(many, row), was: null, rows: button };
  }
  const cell = row?.cells[block.head.column];
  // A cell with repairs of its own can be left out by itself.
  const offered = isOut || many > 1 || (explain !== undefined && explain.repairs.length === 0 && row?.skipped === false);
  return { at: address(block.head), sentence: null, was: cell ? correctedFrom(cell) : null, rows: offered ? button : null };
}

function sentenceOf(many: number, row: SheetRowView | undefined): string {
  if (many > 1) return `${count(many, "row")} are chosen.`;
  if (row?.leftOut) return "You left this row out.";
  if (row?.hidden) return "This row is hidden in the workbook.";
  return "This row is chosen.";
}
