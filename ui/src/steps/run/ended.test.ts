import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { FeedChange, FeedView, RunView } from "../../backend/bindings";
import { headline, heldRepairs, notMade } from "./ended";

const change = (part: Partial<FeedChange>): FeedChange => ({ kind: "change", skill: "Billing", before: 3, after: 4, status: "held", ...part });
const item = (...changes: FeedChange[]): FeedView => ({ agentId: "a", agent: "Noor", at: null, status: "held", changes, problem: null, retryable: false });
const ended = (done: number, part: Partial<RunView> = {}): RunView => ({ status: "completed", mode: "merge", agents: { total: 412, done }, ...part }) as RunView;

describe("what came of a run", () => {
  beforeAll(() => void vi.stubGlobal("navigator", { language: "en-GB" }));
  afterAll(() => void vi.unstubAllGlobals());

  it("says it in one sentence", () => {
    expect(headline(ended(412))).toBe("All 412 agents are up to date");
    expect(headline(ended(407))).toBe("407 of 412 agents are up to date");
    expect(headline(ended(1))).toBe("1 of 412 agents is up to date");
    expect(headline(ended(249, { status: "cancelled" }))).toBe("Stopped after 249 of 412 agents");
    expect(headline(ended(412, { mode: "undo" }))).toBe("All 412 agents are as they were");
    expect(headline(ended(1, { agents: { total: 1, done: 1 } as RunView["agents"] }))).toBe("The agent is up to date");
  });

  it("counts what was not made", () => {
    expect(notMade(item(change({ status: "done" }), change({}), change({ status: "failed" })))).toHaveLength(2);
  });

  it("names what would be set", () => {
    expect(heldRepairs(item(change({}), change({ status: "done" })))).toEqual({ keep: "Leave it", set: "Set 4" });
    expect(heldRepairs(item(change({ kind: "add", skill: "Chat", before: null })))).toEqual({ keep: "Leave it", set: "Add Chat" });
    expect(heldRepairs(item(change({ kind: "remove", skill: "Chat", after: null })))).toEqual({ keep: "Leave it", set: "Remove Chat" });
    expect(heldRepairs(item(change({}), change({})))).toEqual({ keep: "Leave them", set: "Set all 2" });
  });
});
