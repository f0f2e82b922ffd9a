import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LineView, ReviewView } from "../../backend/bindings";
import { fits, leftOutSaid, lineSaid, shareInWords } from "./words";

const line: LineView = {
  key: "1", kind: "change", agent: "Adaeze Okafor", agentDetail: "", skill: "Billing", now: 3, new: 4, weSet: null, at: "14", cell: "E14",
  included: true, note: "", message: "", repairs: [],
};

const review: ReviewView = {
  mode: "merge", comparedAt: "2026-11-23T14:02:00Z", teams: [], team: null, counts: [{ kind: "remove", count: 2246 }], changes: 1236, agents: 412, requests: 412, seconds: 82,
  problemRows: 16, sameRows: 1508, exactRemoves: 2184, lostShare: 0, losingAgents: 0, losing: { skills: 0, agents: 0, of: 412, emptied: null, weighs: false }, phrase: null, unreadAgents: 0, refusal: null, canUndo: false, canRedo: false,
  undoOf: null,
};

describe("a review in words", () => {
  beforeAll(() => void vi.stubGlobal("navigator", { language: "en-GB" }));
  afterAll(() => void vi.unstubAllGlobals());

  it("reads a line in the order of its columns", () => {
    expect(lineSaid(line)).toBe("Change. Adaeze Okafor. Billing. Now 3. New 4. Row 14. Included.");
    expect(lineSaid({ ...line, included: false, now: null })).toBe("Change. Adaeze Okafor. Billing. New 4. Row 14. Left out.");
    expect(lineSaid({ ...line, kind: "problem", now: null, new: null, at: "212, 640", message: "Two rows disagree: 3 or 4?" }))
      .toBe("Problem. Adaeze Okafor. Billing. Two rows disagree: 3 or 4? Row 212, 640.");
  });

  it("says what is left out", () => {
    expect(leftOutSaid(review)).toBe("16 problem rows are left out. 1,508 rows are already right and cost nothing.");
    expect(leftOutSaid({ ...review, problemRows: 1, sameRows: 1 })).toBe("1 problem row is left out. 1 row is already right and costs nothing.");
    expect(leftOutSaid({ ...review, problemRows: 0, sameRows: 0 })).toBe("");
    expect(leftOutSaid({ ...review, mode: "exact" })).toBe("Of these, 2,246 take a skill away. 16 problem rows are left out.");
  });

  it("says shares as people do", () => {
    expect([0.34, 0.5, 0.2, 0.41, 0.99, 0.76].map(shareInWords)).toEqual(["a third", "half", "a fifth", "a large part", "nearly all", "three quarters"]);
  });

  it("takes the phrase in any case and with spaces around, and nothing less", () => {
    expect(fits("  northwind CARE ", "Northwind Care")).toBe(true);
    expect(fits("Northwind", "Northwind Care")).toBe(false);
    expect(fits("Northwind Care", "Northwind Care exact")).toBe(false);
    expect(fits("", "Northwind Care")).toBe(false);
  });
});
