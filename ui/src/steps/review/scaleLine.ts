import type { ScaleView } from "../../backend/bindings";

/** Where the drawing's line begins and ends, in its own 64 × 12 units. */
export const LINE_START = 4;
export const LINE_END = 60;

const MOST_TICKS = 11;

/** Where a level stands on the line: the best one always at its right end, whatever its number. Levels outside the scale stand at an end, so that nothing is drawn beside the line. */
export function levelX(level: number, scale: ScaleView): number {
  const span = scale.max - scale.min;
  if (span <= 0) return LINE_START;
  const up = Math.min(1, Math.max(0, (level - scale.min) / span));
  const share = scale.best === "high" ? up : 1 - up;
  return Math.round((LINE_START + share * (LINE_END - LINE_START)) * 10) / 10;
}

/** Where the ticks stand: one per whole level, thinned out evenly when there are too many to tell apart. */
export function tickXs(scale: ScaleView): number[] {
  const span = Math.floor(scale.max - scale.min);
  if (span <= 0) return [];
  const every = Math.ceil(span / (MOST_TICKS - 1));
  const xs: number[] = [];
  for (let level = 0; level <= span; level += every) xs.push(levelX(scale.min + level, scale));
  return xs.sort((a, b) => a - b);
}

/** The column's heading: which end of the scale is best, so that "1 → 3" can be read. */
export function scaleHeading(scale: ScaleView): string {
  return `${scale.best === "high" ? scale.max : scale.min} is best`;
}
