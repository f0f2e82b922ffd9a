import { describe, expect, it } from "vitest";
import type { RunView } from "../../backend/bindings";
import { asksToDecide, goOnTitle, retryTitle } from "./again";

const run = (part: Partial<RunView>) => part as RunView;

describe("what is asked before a run sends again", () => {
  it("names how many, and what is done to them", () => {
    expect(goOnTitle(163)).toBe("Go on with 163 agents now?");
    expect(goOnTitle(1)).toBe("Go on with 1 agent now?");
    expect(retryTitle(run({ mode: "exact" }), 3)).toBe("Update 3 agents again?");
    expect(retryTitle(run({ mode: "undo" }), 1)).toBe("Undo for 1 agent again?");
  });

  it("is asked about real agents, when a decision sends at once", () => {
    expect(asksToDecide(run({ asksAgain: true, status: "completed" }))).toBe(true);
    expect(asksToDecide(run({ asksAgain: true, status: "cancelled" }))).toBe(true);
    expect(asksToDecide(run({ asksAgain: true, status: "interrupted" }))).toBe(false);
    expect(asksToDecide(run({ asksAgain: true, status: "paused" }))).toBe(false);
    expect(asksToDecide(run({ asksAgain: false, status: "completed" }))).toBe(false);
  });
});
