import { describe, expect, it } from "vitest";
import type { ReturnedView, RunView } from "../../backend/bindings";
import { againTitle, continuingDoes, leadOf, leftOf, titleOf } from "./returned";

const now = new Date("2026-11-24T18:00:00Z");
const agents = { total: 412, done: 246, failed: 3, held: 0, sending: 0, waiting: 163, skipped: 0 };
const run = { startedAt: "2026-11-23T14:04:00Z", agents } as RunView;
const returned: ReturnedView = { run, elsewhere: false, waiting: 163, way: "resume", hasTodo: true };

describe("a result workbook that comes back", () => {
  it("is named by its day", () => {
    expect(titleOf(run, now)).toBe("This is the result of your run yesterday");
    expect(titleOf({ ...run, startedAt: "2026-11-20T14:04:00Z" }, now)).toBe("This is the result of your run on 20 Nov");
  });

  it("says what is left, and what continuing does", () => {
    expect(leadOf(run, returned)).toBe("Continue that run, or start a new one?");
    expect(leftOf(run, 163)).toEqual(["163 agents were not sent", "3 failed"]);
    expect(continuingDoes(run, returned)).toBe("It sends the 163 agents that were not sent. Each is compared with its live skills first.");
    expect(againTitle(run, returned)).toBe("Go on with 163 agents now?");
  });

  it("tries again what failed, and shows what is held back", () => {
    const one = { ...run, agents: { ...agents, waiting: 0, failed: 1, held: 2 } };
    const retry: ReturnedView = { ...returned, waiting: 0, way: "retry" };
    expect(leftOf(one, 0)).toEqual(["1 failed", "2 held back"]);
    expect(continuingDoes(one, retry)).toBe("It tries the 1 agent that failed once more.");
    expect(againTitle(one, retry)).toBe("Update 1 agent again?");
    expect(continuingDoes(one, { ...retry, way: "settle" })).toBe("It shows the 2 agents that are held back, and you decide.");
  });

  it("has nothing to go on with once all is done, or stopped for good", () => {
    const nothing: ReturnedView = { ...returned, waiting: 0, way: "nothing" };
    expect(leadOf({ ...run, agents: { ...agents, failed: 0, waiting: 0 } }, nothing)).toBe("Everything in that run is done.");
    const stopped = { ...run, agents: { ...agents, failed: 0, waiting: 0, skipped: 39 } };
    expect(leadOf(stopped, nothing)).toBe("That run was stopped for good, and 39 agents were left as they were.");
    expect(leftOf(stopped, 0)).toEqual(["39 left out when it was stopped"]);
  });
});
