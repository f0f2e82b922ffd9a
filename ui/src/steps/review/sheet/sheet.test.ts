import { describe, expect, it } from "vitest";
import { address, letters, parseAddress } from "./address";
import { fromTsv, toTsv } from "./tsv";

describe("cell addresses", () => {
  it("counts columns as Excel does", () => {
    expect([0, 25, 26, 27, 701, 702, 16383].map(letters)).toEqual(["A", "Z", "AA", "AB", "ZZ", "AAA", "XFD"]);
  });

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
