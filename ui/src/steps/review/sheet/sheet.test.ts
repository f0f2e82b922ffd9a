import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SheetCellView, SheetRowView, SheetView } from "../../../backend/bindings";
import { address, cellOf, parseAddress } from "./address";
import { groupOf, headingTexts } from "./headingTexts";
import { inHand } from "./inHand";
import { move } from "./move";
import { blanks, type Block, clampBlock, edges, isCell, pasted, ROW_NUMBER, rowsOf, single } from "./range";
import { correctedFrom, said, saidOfRow } from "./said";
import { throttle } from "./throttle";
import { fromTsv, toTsv } from "./tsv";
import { columnWidths, fill, isCut, lettersOf, wholeWidths } from "./widths";

const plain: SheetCellView = { text: "", number: false, mark: null, now: null, new: null, corrected: false, original: null, leftOut: false };
const cell = (part: Partial<SheetCellView>): SheetCellView => ({ ...plain, ...part });
const row = (part: Partial<SheetRowView>): SheetRowView => ({ number: 2, skipped: false, hidden: false, leftOut: false, cells: [], ...part });
const block = (a: string, b = a): Block => ({ anchor: parseAddress(a) ?? { row: 1, column: 0 }, head: parseAddress(b) ?? { row: 1, column: 0 } });
const rowBlock = (from: number, to = from): Block => ({ anchor: { row: from, column: ROW_NUMBER }, head: { row: to, column: ROW_NUMBER } });

describe("cell addresses", () => {
  it("are those of cells of the sheet, and not of others", () => {
    const sheet = { width: 10, lastRow: 50 };
    expect(cellOf("j14", sheet)).toEqual({ column: 9, row: 14 });
    for (const text of ["K14", "J51", "Jo", "14"]) expect(cellOf(text, sheet)).toBeNull();
  });

  it("reads back what it writes", () => {
    for (const column of [0, 25, 26, 51, 52, 701, 702, 16383]) expect(parseAddress(address({ column, row: 88 }))).toEqual({ column, row: 88 });
  });

  it("reads addresses as people type them, and nothing else", () => {
    expect(parseAddress(" e88 ")).toEqual({ column: 4, row: 88 });
    expect(parseAddress("$E$88")).toEqual({ column: 4, row: 88 });
    for (const text of ["", "E", "88", "E0", "Elif", "E88x"]) expect(parseAddress(text)).toBeNull();
  });
});

describe("the clipboard", () => {
  it.each([
    ["rows and columns", "3\t4\r\n5\t\r\n", [["3", "4"], ["5", ""]]],
    ["a single cell", "4", [["4"]]],
    ["an empty cell", "\n", [[""]]],
    ["a column of empty cells", "\n\n", [[""], [""]]],
    ["a line end and a tab inside quoted cells", '"a\nb"\t"say ""hi""\tto me"', [["a\nb", 'say "hi"\tto me']]],
    ["quotes that are the person's own", '"x"\tsay "hi"\t"', [['"x"', 'say "hi"', '"']]],
    ["a quote that never ends", '"a\tb\nc', [['"a', "b"], ["c"]]],
    ["old line ends", "1\r2\r", [["1"], ["2"]]],
    ["nothing", "", []],
  ])("reads %s as Excel copies them", (_, text, cells) => expect(fromTsv(text)).toEqual(cells));

  it("brings back what it wrote", () => {
    const rows = [["Ada\tOkafor", "3"], ['"x"', "a\nb"], ["", ""], [""]];
    expect(fromTsv(toTsv(rows))).toEqual(rows);
  });

  it("quotes only a cell with a tab or a line end in it, as Excel does", () => {
    expect(toTsv([["4", 'say "hi"', 'a\n"b"']])).toBe('4\tsay "hi"\t"a\n""b"""\n');
  });
});

describe("a block of cells", () => {
  it("has edges whichever end was first, and at a row's number reaches over all columns", () => {
    expect(edges(block("C9", "B4"), 6)).toEqual({ top: 4, bottom: 9, left: 1, right: 2 });
    expect(edges(rowBlock(9, 4), 6)).toEqual({ top: 4, bottom: 9, left: 0, right: 5 });
    expect(rowsOf(block("B6", "C4"))).toEqual([4, 5, 6]);
    expect([isCell(block("B6")), isCell(block("B6", "B7")), isCell(rowBlock(6))]).toEqual([true, false, false]);
  });

  it("stays inside a sheet that became smaller", () => {
    expect(clampBlock(block("C9", "F900"), 4, { row: 20, column: 3 })).toEqual(block("C9", "D20"));
    expect(clampBlock(rowBlock(1, 30), 4, { row: 20, column: 3 })).toEqual(rowBlock(4, 20));
  });

  it("has an empty cell for each of its cells", () => expect(blanks(rowBlock(4, 5), 3)).toEqual([["", "", ""], ["", "", ""]]));
});

describe("pasting", () => {
  const last = { row: 10, column: 3 };
  const where = (cells: string[][], into: Block) => { const { at, ...rest } = pasted(cells, into, last); return { at: address(at), ...rest }; };

  it.each([
    ["begins at the block's corner", [["3", "4"], ["4", "5"]], block("B4"), { at: "B4", cells: [["3", "4"], ["4", "5"]], count: 4, lost: 0 }],
    ["fills the block with a single cell, whichever end was first", [["2"]], block("C5", "B4"), { at: "B4", cells: [["2", "2"], ["2", "2"]], count: 4, lost: 0 }],
    ["fills a block that is a multiple", [["1"], ["2"]], block("A1", "B4"), { at: "A1", cells: [["1", "1"], ["2", "2"], ["1", "1"], ["2", "2"]], count: 8, lost: 0 }],
    ["is not repeated where it does not fit", [["1"], ["2"]], block("A1", "B3"), { at: "A1", cells: [["1"], ["2"]], count: 2, lost: 0 }],
    ["leaves the sheet its size, and counts what was lost", [["1", "2"], ["3", "4"]], block("D10"), { at: "D10", cells: [["1"]], count: 1, lost: 3 }],
    ["begins at the first column of whole rows", [["1", "2"]], rowBlock(5), { at: "A5", cells: [["1", "2", "1", "2"]], count: 4, lost: 0 }],
    ["keeps rows of different lengths as they are", [["1"], ["2", "3"]], block("A1"), { at: "A1", cells: [["1"], ["2", "3"]], count: 3, lost: 0 }],
  ])("%s", (_, cells, into, expected) => expect(where(cells, into)).toEqual(expected));
});

describe("moving", () => {
  const bounds = { first: 4, last: 20, width: 3, page: 5 };
  const key = (name: string, far = false) => ({ key: name, ctrlKey: far, metaKey: false });
  const to = (from: string, name: string, far = false) => { const place = move(parseAddress(from) ?? { row: 0, column: 0 }, key(name, far), bounds); return place && address(place); };

  it.each([
    ["B9", "ArrowDown", false, "B10"], ["B20", "ArrowDown", false, "B20"], ["B9", "PageUp", false, "B4"], ["B9", "End", true, "C20"], ["B9", "Home", true, "A4"],
    ["B9", "ArrowLeft", true, "A9"], ["A9", "Home", false, "A9"], ["B9", "x", false, null],
  ])("from %s by %s (Ctrl: %s) to %s", (from, name, far, expected) => expect(to(from, name, far)).toBe(expected));

  it("goes left of the first column to the rows' numbers, down among them, and back", () => {
    const at = { row: 9, column: ROW_NUMBER };
    expect(move({ row: 9, column: 0 }, key("ArrowLeft"), bounds)).toEqual(at);
    expect(move(at, key("ArrowDown"), bounds)).toEqual({ row: 10, column: ROW_NUMBER });
    expect(move(at, key("ArrowLeft"), bounds)).toEqual(at);
    expect(move(at, key("ArrowRight"), bounds)).toEqual({ row: 9, column: 0 });
    expect(move(at, key("End"), bounds)).toEqual({ row: 9, column: 2 });
  });
});

describe("column widths", () => {
  const rows = (text: string) => [row({ cells: [cell({ text })] })];

  it("follow what stands in them, within limits", () => {
    expect(columnWidths(2, ["A"], rows("x"))).toEqual([6, 6]);
    expect(columnWidths(1, ["A"], rows("x".repeat(200)))).toEqual([17]);
  });

  it("are not made wide by a long heading alone", () => expect(columnWidths(1, ["x".repeat(80)], rows("3"))).toEqual([9]));

  it("give what is left to those that are cut, small needs first, and no more than that", () => {
    expect(fill([100, 200], [120, 150], 500, 80)).toEqual([120, 200]);
    expect(fill([100, 200, 90], [110, 260, 150], 420, 80)).toEqual([110, 210, 100]);
    expect(fill([100, 200], [400, 400], 300, 80)).toEqual([100, 200]);
  });

  it("are whole when the longest text and the bold heading have room", () => {
    const [name, heading] = wholeWidths(2, ["A", "x".repeat(30)], rows("y".repeat(40)));
    expect(isCut("y".repeat(40), (name ?? 0) * 16, 16)).toBe(false);
    expect(isCut("x".repeat(30), (heading ?? 0) * 16, 16)).toBe(false);
  });

  it("give way, the widest first, where they nearly fit", () => {
    expect(fill([100, 200, 90], [], 350, 80)).toEqual([100, 160, 90]);
    expect(fill([100, 110, 90], [], 250, 80)).toEqual([83, 83, 83]);
    expect(fill([100, 110, 90], [], 250, 90)).toEqual([100, 110, 90]);
    expect(fill([100, 200, 90], [], 200, 10)).toEqual([100, 200, 90]);
  });

  it("count wide letters twice, and accents not at all", () => {
    expect(lettersOf("佐藤")).toBe(4);
    expect(lettersOf("e\u0301")).toBe(1);
    expect(isCut("佐藤 健太郎", 120, 16)).toBe(false);
    expect(isCut("佐藤 健太郎 佐藤", 120, 16)).toBe(true);
  });
});

describe("headings in two rows", () => {
  const sheet = { headingRow: 3, headingRows: 2, width: 4, headings: ["Name", "Billing", "Chat", "Fraud"].map((text, column) => ({ column, letter: "", text })) } as unknown as SheetView;
  const upper = row({ number: 2, cells: ["Agent", "Voice", "", "Back office"].map((text) => cell({ text })) });

  it("are the sheet's own rows, the lower one known from the beginning", () => {
    expect(headingTexts(sheet, [upper])).toEqual([
      { number: 2, texts: ["Agent", "Voice", "", "Back office"], isGroups: true }, { number: 3, texts: ["Name", "Billing", "Chat", "Fraud"], isGroups: false },
    ]);
    expect(headingTexts(sheet, undefined).map(({ texts }) => texts)).toEqual([["", "", "", ""], ["Name", "Billing", "Chat", "Fraud"]]);
  });

  it("stand over the blank cells that follow, as merged ones do", () => {
    const texts = ["", "Voice", "", "Back office"];
    expect(texts.map((_, column) => groupOf(texts, column))).toEqual([
      { text: "", goesOn: false }, { text: "Voice", goesOn: true }, { text: "Voice", goesOn: false }, { text: "Back office", goesOn: false },
    ]);
  });
});

describe("what is said", () => {
  it.each([
    ["nothing in it", {}, "empty"],
    ["a level that changes", { text: "4", mark: "change", now: 3, new: 4 }, "3 becomes 4. Change"],
    ["a packed cell, which has no level of its own", { text: "Billing:5", mark: "change" }, "Billing:5. Change"],
    ["a problem", { text: "seven", mark: "problem" }, "seven. Problem"],
    ["what is left out", { text: "4", mark: "change", leftOut: true }, "4. Left out"],
    ["a correction", { text: "4", mark: "add", new: 4, corrected: true, original: "four" }, "4. Added, corrected, was “four”"],
  ] as const)("of a cell with %s", (_, part, words) => expect(said(cell(part))).toBe(words));

  it("of a correction only where something differs", () => {
    expect(correctedFrom(cell({ text: "4", corrected: true, original: "4" }))).toBeNull();
    expect(correctedFrom(cell({ text: "4", corrected: true, original: "" }))).toBe("was empty");
  });

  it("of a row's number", () => {
    expect(saidOfRow(88, undefined)).toBe("Row 88");
    expect(saidOfRow(88, row({ leftOut: true, hidden: true }))).toBe("Row 88, left out, hidden in the workbook");
  });
});

describe("the explain bar", () => {
  const explained = (repairs: number) => ({ cell: "E88", kind: null, title: "", detail: "", repairs: Array.from({ length: repairs }, () => ({ label: "Use 5", action: { do: "readAgain" as const } })) });

  it.each([
    ["a cell with repairs", block("E88"), row({}), explained(1), { at: "E88", sentence: null, rows: null }],
    ["a cell without", block("E88"), row({}), explained(0), { at: "E88", sentence: null, rows: "Leave row out" }],
    ["a row of no data", block("E88"), row({ skipped: true }), explained(0), { at: "E88", sentence: null, rows: null }],
    ["a cell of a row that is left out", block("E88"), row({ leftOut: true }), explained(0), { at: "E88", sentence: null, rows: "Take row in" }],
    ["cells of three rows", block("E90", "E88"), row({}), explained(1), { at: "E88", sentence: null, rows: "Leave 3 rows out" }],
    ["a whole row", rowBlock(88), row({}), undefined, { at: "Row 88", sentence: "This row is chosen.", rows: "Leave row out" }],
    ["a whole row that is left out", rowBlock(88), row({ leftOut: true }), undefined, { at: "Row 88", sentence: "You left this row out.", rows: "Take row in" }],
    ["rows", rowBlock(88, 99), row({}), undefined, { at: "Rows 88 to 99", sentence: "12 rows are chosen.", rows: "Leave 12 rows out" }],
  ])("says of %s what there is to do", (_, of, at, explain, expected) => expect(inHand(of, at, explain)).toEqual({ was: null, ...expected }));

  it("says what a corrected cell was", () => {
    expect(inHand(single({ row: 2, column: 0 }), row({ cells: [cell({ text: "4", corrected: true, original: "four" })] }), explained(0)).was).toBe("was “four”");
  });
});

describe("asking while scrolling", () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it("asks at once, then only for the latest place, and so often only", () => {
    const asked: number[] = [];
    const throttled = throttle<number>(80, (place) => asked.push(place));
    for (const place of [1, 2, 3]) throttled.call(place);
    expect(asked).toEqual([1]);
    vi.advanceTimersByTime(80);
    expect(asked).toEqual([1, 3]);
    throttled.call(4);
    expect(asked).toEqual([1, 3]);
    vi.advanceTimersByTime(200);
    expect(asked).toEqual([1, 3, 4]);
    throttled.call(5);
    expect(asked).toEqual([1, 3, 4, 5]);
  });

  it("asks for nothing once it is stopped", () => {
    const asked: number[] = [];
    const throttled = throttle<number>(80, (place) => asked.push(place));
    throttled.call(1);
    throttled.call(2);
    throttled.stop();
    vi.advanceTimersByTime(200);
    expect(asked).toEqual([1]);
  });
});
