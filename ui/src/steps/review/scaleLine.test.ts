import { describe, expect, it } from "vitest";
import type { ScaleView } from "../../backend/bindings";
import { levelX, scaleHeading, tickXs } from "./scaleLine";

const genesys: ScaleView = { min: 0, max: 5, step: 1, best: "high" };
const cxone: ScaleView = { min: 1, max: 20, step: 1, best: "low" };

describe("levels on their scale", () => {
  it("puts the ends at the ends and the rest between", () => {
    expect(levelX(0, genesys)).toBe(4);
    expect(levelX(5, genesys)).toBe(60);
    expect(levelX(3, genesys)).toBe(37.6);
  });

  it("puts the best level at the right, also where it is the lowest number", () => {
    expect(levelX(1, cxone)).toBe(60);
    expect(levelX(20, cxone)).toBe(4);
    expect(levelX(3, cxone)).toBeGreaterThan(levelX(5, cxone));
  });

  it("keeps a level that the scale does not have on the line", () => {
    expect(levelX(7, genesys)).toBe(60);
    expect(levelX(-1, genesys)).toBe(4);
  });

  it("draws a tick per level while they can be told apart", () => {
    expect(tickXs(genesys)).toEqual([4, 15.2, 26.4, 37.6, 48.8, 60]);
    expect(tickXs(cxone).length).toBeLessThanOrEqual(11);
    expect(tickXs(cxone).at(-1)).toBe(60);
  });

  it("says which end is best", () => {
    expect(scaleHeading(genesys)).toBe("5 is best");
    expect(scaleHeading(cxone)).toBe("1 is best");
  });

  it("does not divide by nothing when the scale has one level", () => {
    expect(levelX(1, { min: 1, max: 1, step: 1, best: "high" })).toBe(4);
    expect(tickXs({ min: 1, max: 1, step: 1, best: "high" })).toEqual([]);
  });
});
