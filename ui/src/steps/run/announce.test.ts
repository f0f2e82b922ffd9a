import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RunView } from "../../backend/bindings";
import { announce, NOTHING_SAID, type Said } from "./announce";

const tally = (done: number, failed = 0) => ({ total: 100, done, failed, held: 0, sending: 0, waiting: 100 - done - failed, skipped: 0 });
const base: RunView = {
  id: "r", status: "running", seq: 1, offline: false, reason: null, waitsSeconds: null, sheet: "s", connectionId: "c1", connection: "c", place: "p", kind: "production", mode: "merge", by: "b",
  startedAt: "2026-11-23T14:04:00Z", endedAt: null, elapsed: 0, left: null, agents: tally(0), changes: tally(0), byKind: [], sameRows: 0, problemRows: 0,
  requests: 0, pace: [], allowed: null, pacePublished: true, slowed: 0, trial: null, checking: false, verified: false, asksAgain: false, undoneBy: null, undoOf: null,
};

/** Plays a run: each step is a moment in seconds and what the run is then. */
function heard(steps: [number, Partial<RunView>][]): string[] {
  let said: Said = NOTHING_SAID;
  const texts: string[] = [];
  for (const [seconds, part] of steps) {
    const answer = announce(said, { ...base, ...part }, seconds * 1000);
    said = answer.said;
    if (answer.text !== null) texts.push(answer.text);
  }
  return texts;
}

describe("what a run tells a screen reader", () => {
  beforeAll(() => void vi.stubGlobal("navigator", { language: "en-GB" }));
  afterAll(() => void vi.unstubAllGlobals());

  it("tells progress at most every ten seconds", () => {
    const steps = Array.from({ length: 31 }, (_, second): [number, Partial<RunView>] => [second, { agents: tally(second / 2) }]);
    expect(heard(steps).length).toBeLessThanOrEqual(4);
    expect(heard(steps).length).toBeGreaterThan(1);
  });

  it("tells every quarter at once", () => {
    expect(heard([[0, { agents: tally(1) }], [1, { agents: tally(24) }], [2, { agents: tally(25) }], [3, { agents: tally(51) }]]))
      .toEqual(["1 of 100 agents", "25 of 100 agents", "51 of 100 agents"]);
  });

  it("tells at once what changes", () => {
    expect(heard([
      [0, { agents: tally(1) }],
      [1, { agents: tally(2, 1) }],
      [2, { agents: tally(2, 2), status: "pausing" }],
      [3, { agents: tally(2, 2), status: "paused" }],
      [4, { agents: tally(2, 2) }],
      [5, { agents: tally(2, 2), waitsSeconds: 18 }],
      [6, { agents: tally(2, 2), waitsSeconds: 17 }],
      [8, { agents: tally(4, 2), waitsSeconds: 16, offline: true, reason: { title: "No connection", meaning: "", next: "", details: "" } }],
      [9, { agents: tally(4, 2), waitsSeconds: 15, offline: true }],
      [10, { agents: tally(4, 2), waitsSeconds: 14 }],
    ])).toEqual(["1 of 100 agents", "An agent could not be updated", "Pausing", "Paused at 4 of 100 agents", "Going on", "Waiting as asked", "No connection. Paused at 6 of 100 agents", "Going on"]);
  });
});
