import { describe, expect, it } from "vitest";
import { timeLeft } from "./time";

describe("time left", () => {
  it("is said after five seconds or ten agents, rounded up", () => {
    expect(timeLeft({ left: 400, elapsed: 2, settled: 3 })).toBe("");
    expect(timeLeft({ left: 31, elapsed: 2, settled: 10 })).toBe("About 35 s left");
    expect(timeLeft({ left: 31, elapsed: 6, settled: 0 })).toBe("About 35 s left");
    expect(timeLeft({ left: 95, elapsed: 6, settled: 0 })).toBe("About 1 min 45 s left");
  });

  it("is never guessed", () => {
    expect(timeLeft({ left: null, elapsed: 6, settled: 0 })).toBe("Time left unknown");
    expect(timeLeft({ left: null, elapsed: 1, settled: 0 })).toBe("");
  });
});
