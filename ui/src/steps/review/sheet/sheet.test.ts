import { describe, expect, it } from "vitest";
import { address, parseAddress } from "./address";
import { pasted } from "./range";
import { fromTsv, toTsv } from "./tsv";
import { columnWidths, fill } from "./widths";

describe("cell addresses", () => {
  it("reads back what it writes", () => {
    for (const column of [0, 25, 26, 51, 52, 701, 702, 16383]) {
      expect(parseAddress(address({ column, row: 88 }))).toEqual({ column, row: 88 });
    }
  });

  it("reads addresses as people type them, and nothing else", () => {
    expect(parseAddress(" e88 ")).toEqual({ column: 4, row: 88 });
    expect(parseAddress("$E$88")).toEqual({ column: 4, row: 88 });
    for (const text of ["", "E", "88", "E0", "Elif", "E88x"]) expect(parseAddress(text)).toBeNull();
  });
});

describe("the clipboard", () => {
  it("reads what Excel copies", () => {
    expect(fromTsv("3\t4\r\n5\t\r\n")).toEqual([["3", "4"], ["5", ""]]);
    expect(fromTsv("4")).toEqual([["4"]]);
    expect(fromTsv('"a\nb"\t"say ""hi"""')).toEqual([["a\nb", 'say "hi"']]);
  });

  it("brings back what it wrote", () => {
    const rows = [["Ada\tOkafor", "3"], ['"x"', "a\nb"], ["", ""]];
    expect(fromTsv(toTsv(rows))).toEqual(rows);
  });
});

describe("pasting", () => {
  const last = { row: 10, column: 3 };
  const addresses = (written: ReturnType<typeof pasted>) => Object.fromEntries([...written].map(([text, places]) => [text, places.map(address)]));

  it("writes a block from its corner, equal cells together", () => {
    const at = { row: 4, column: 1 };
    expect(addresses(pasted([["3", "4"], ["4", "5"]], { anchor: at, head: at }, last))).toEqual({ 3: ["B4"], 4: ["C4", "B5"], 5: ["C5"] });
  });

  it("fills the chosen cells with a single one, whichever end was first", () => {
    const block = { anchor: { row: 5, column: 2 }, head: { row: 4, column: 1 } };
    expect(addresses(pasted([["2"]], block, last))).toEqual({ 2: ["B4", "C4", "B5", "C5"] });
  });

  it("leaves the sheet its size", () => {
    const at = { row: 10, column: 3 };
    expect(addresses(pasted([["1", "2"], ["3", "4"]], { anchor: at, head: at }, last))).toEqual({ 1: ["D10"] });
  });
});

describe("column widths", () => {
  it("follow what stands in them, within limits", () => {
    const row = (text: string) => ({ number: 2, skipped: false, hidden: false, leftOut: false, cells: [{ text, number: false, mark: null, now: null, new: null, corrected: false, leftOut: false }] });
    expect(columnWidths(2, ["A"], [row("x")])).toEqual([6, 6]);
    expect(columnWidths(1, ["A"], [row("x".repeat(200))])).toEqual([17]);
  });

  it("give what is left to the widest", () => {
    expect(fill([100, 200], 500)).toEqual([100, 400]);
    expect(fill([100, 200], 200)).toEqual([100, 200]);
  });
});
