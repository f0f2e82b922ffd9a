import { describe, expect, it } from "vitest";
import { holds, isWide } from "./range";

describe("a range of rows", () => {
  it("holds everything between its ends, whichever came first", () => {
    const range = { anchor: 7, head: 4 };
    expect([3, 4, 5, 7, 8].map((place) => holds(range, place))).toEqual([false, true, true, true, false]);
    expect(isWide(range)).toBe(true);
    expect(isWide({ anchor: 4, head: 4 })).toBe(false);
  });
});
