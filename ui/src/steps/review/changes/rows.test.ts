import { describe, expect, it } from "vitest";
import { type Group, placeOf, rowAt, rowCount, stretches } from "./rows";

const groups: Group[] = [
  { kind: "problem", total: 16, open: true, limit: 4 },
  { kind: "change", total: 903, open: true, limit: Infinity },
  { kind: "add", total: 0, open: true, limit: Infinity },
  { kind: "same", total: 1508, open: false, limit: Infinity },
];

describe("the table's rows", () => {
  it("counts headings, lines and the row that shows more", () => {
    expect(rowCount(groups)).toBe(1 + 4 + 1 + 1 + 903 + 1 + 1);
  });

  it("finds what stands at a place", () => {
    expect(rowAt(groups, 0)).toEqual({ type: "group", kind: "problem" });
    expect(rowAt(groups, 4)).toEqual({ type: "line", kind: "problem", index: 3 });
    expect(rowAt(groups, 5)).toEqual({ type: "more", kind: "problem", hidden: 12 });
    expect(rowAt(groups, 6)).toEqual({ type: "group", kind: "change" });
    expect(rowAt(groups, 909)).toEqual({ type: "line", kind: "change", index: 902 });
    expect(rowAt(groups, 910)).toEqual({ type: "group", kind: "add" });
    expect(rowAt(groups, 911)).toEqual({ type: "group", kind: "same" });
    expect(rowAt(groups, 912)).toBeNull();
  });

  it("finds the place of every line that it shows, and of no other", () => {
    for (let place = 0; place < rowCount(groups); place += 1) {
      const row = rowAt(groups, place);
      if (row?.type === "line") expect(placeOf(groups, row.kind, row.index)).toBe(place);
    }
    expect(placeOf(groups, "problem", 4)).toBeNull();
    expect(placeOf(groups, "same", 0)).toBeNull();
  });

  it("takes a range apart by kind, whichever end was first", () => {
    const range = [
      { kind: "problem", from: 2, count: 2 },
      { kind: "change", from: 0, count: 3 },
    ];
    expect(stretches(groups, 3, 9)).toEqual(range);
    expect(stretches(groups, 9, 3)).toEqual(range);
    expect(stretches(groups, 5, 6)).toEqual([]);
  });
});
