/** The chart's drawing area, in its own 250 × 124 units. */
export const BOX = { left: 30, right: 246, top: 20, bottom: 106 };

/** What the chart draws: the line's points, the area under it, the height of the allowed line. */
export interface PaceDrawing {
  line: string;
  area: string;
  last: { x: number; y: number };
  allowedY: number | null;
}

/** Draws the samples (newest last) against the allowed pace. There is head room above the higher of the two. */
export function drawPace(samples: readonly number[], allowed: number | null): PaceDrawing | null {
  if (samples.length === 0) return null;
  const most = Math.max(allowed ?? 0, ...samples, 1) * 1.1;
  const y = (value: number) => round(BOX.bottom - (value / most) * (BOX.bottom - BOX.top));
  const x = (index: number) => samples.length === 1 ? BOX.right : round(BOX.left + (index / (samples.length - 1)) * (BOX.right - BOX.left));
  const points = samples.map((sample, index) => ({ x: x(index), y: y(sample) }));
  const line = points.map((point) => `${point.x},${point.y}`).join(" ");
  const first = points[0] ?? { x: BOX.left, y: BOX.bottom };
  const last = points.at(-1) ?? first;
  return {
    line,
    area: `M${first.x},${BOX.bottom} L${line.replaceAll(" ", " L")} L${last.x},${BOX.bottom}z`,
    last,
    allowedY: allowed === null ? null : y(allowed),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** "a minute" or "in 10 s". */
export function perWindow(seconds: number): string {
  if (seconds === 60) return "a minute";
  return seconds === 1 ? "a second" : `in ${seconds} s`;
}
