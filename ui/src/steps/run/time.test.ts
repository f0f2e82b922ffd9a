import { describe, expect, it } from "vitest";
import { aboutDuration, duration, roundUp, timeLeft } from "./time";

describe("time in words", () => {
  it("rounds up, more coarsely the longer it takes", () => {
    expect([0, 1, 5, 33, 85.2, 90, 91, 120, 271, 301, 3599].map(roundUp))
      .toEqual([5, 5, 5, 35, 90, 90, 105, 120, 285, 360, 3600]);
  });

  it("never promises less than it knows", () => {
    for (let seconds = 0; seconds < 8000; seconds += 7) expect(roundUp(seconds)).toBeGreaterThanOrEqual(seconds);
  });

  it("says durations as people do", () => {
    expect([0, 49, 60, 87, 720, 4200, 3600].map(duration)).toEqual(["0 s", "49 s", "1 min", "1 min 27 s", "12 min", "1 h 10 min", "1 h"]);
    expect(aboutDuration(82)).toBe("about 1 min 25 s");
  });

  it("says nothing at first, and never guesses", () => {
    expect(timeLeft({ left: 400, elapsed: 2, settled: 3 })).toBe("");
    expect(timeLeft({ left: 31, elapsed: 2, settled: 10 })).toBe("About 35 s left");
    expect(timeLeft({ left: 31, elapsed: 6, settled: 0 })).toBe("About 35 s left");
    expect(timeLeft({ left: null, elapsed: 6, settled: 0 })).toBe("Time left unknown");
    expect(timeLeft({ left: null, elapsed: 1, settled: 0 })).toBe("");
  });
});
