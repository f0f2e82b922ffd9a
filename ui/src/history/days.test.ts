import { describe, expect, it } from "vitest";
import { byDay } from "./days";

const now = new Date(2026, 10, 23, 14, 10);
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();

describe("the history by day", () => {
  it("groups by the local day, newest first, without empty headings", () => {
    const runs = [at(23, 14), at(23, 0), at(22, 23), at(16, 9), at(15, 9), new Date(2025, 0, 2).toISOString()];
    const groups = byDay(runs, (run) => run, now);
    expect(groups.map((group) => [group.label, group.items.length])).toEqual([
      ["Today", 2],
      ["Yesterday", 1],
      ["Last 7 days", 1],
      ["Earlier", 2],
    ]);
  });

  it("has no heading when there is nothing", () => {
    expect(byDay([], String, now)).toEqual([]);
  });
});
