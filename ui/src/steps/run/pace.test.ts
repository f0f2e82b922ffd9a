import { describe, expect, it } from "vitest";
import { BOX, drawPace, perWindow } from "./pace";

describe("the pace chart", () => {
  it("draws nothing before the first sample", () => {
    expect(drawPace([], 300)).toBeNull();
  });

  it("spreads the samples from start to now, newest at the right", () => {
    const drawing = drawPace([0, 150, 300], 300);
    expect(drawing?.line.split(" ")[0]).toBe(`${BOX.left},${BOX.bottom}`);
    expect(drawing?.last.x).toBe(BOX.right);
    expect(drawing?.last.y).toBe(drawing?.allowedY);
  });

  it("keeps everything inside its box, the allowed line too", () => {
    const drawing = drawPace([10, 900, 20], 300);
    const ys = drawing?.line.split(" ").map((point) => Number(point.split(",")[1])) ?? [];
    expect(Math.min(...ys)).toBeGreaterThan(BOX.top);
    expect(Math.max(...ys)).toBeLessThanOrEqual(BOX.bottom);
    expect(drawing?.allowedY).toBeGreaterThan(BOX.top);
  });

  it("draws no allowed line when none is known", () => {
    expect(drawPace([1], null)?.allowedY).toBeNull();
  });

  it("says the window as people do", () => {
    expect([60, 1, 10].map(perWindow)).toEqual(["a minute", "a second", "in 10 s"]);
  });
});
