import type { RateView } from "../../backend/bindings";
import { BOX, drawPace, perWindow } from "./pace";
import styles from "./PaceChart.module.css";

interface Props {
  samples: number[];
  allowed: RateView | null;
}

/** The requests of the last window, second by second, against the allowed pace. */
export function PaceChart({ samples, allowed }: Props) {
  const drawing = drawPace(samples, allowed?.requests ?? null);
  const now = samples.at(-1) ?? 0;
  const said = allowed
    ? `Pace: now ${now} requests ${perWindow(allowed.seconds)}, allowed ${allowed.requests}`
    : `Pace: now ${now} requests a minute, no limit known`;
  return (
    <svg viewBox="0 0 250 124" className={styles.chart} role="img" aria-label={said}>
      {drawing && <path className={styles.area} d={drawing.area} />}
      <line className={styles.axis} x1={BOX.left} x2={BOX.right} y1={BOX.bottom} y2={BOX.bottom} />
      {drawing?.allowedY != null && allowed && (
        <>
          <line className={styles.allowed} x1={BOX.left} x2={BOX.right} y1={drawing.allowedY} y2={drawing.allowedY} />
          <text x={BOX.left - 5} y={drawing.allowedY + 4} textAnchor="end">{allowed.requests}</text>
          <text x={BOX.right} y={drawing.allowedY - 5} textAnchor="end">allowed</text>
        </>
      )}
      {drawing && <polyline className={styles.line} points={drawing.line} />}
      {drawing && <circle className={styles.now} cx={drawing.last.x} cy={drawing.last.y} r={3} />}
      <text x={BOX.left - 5} y={BOX.bottom + 3} textAnchor="end">0</text>
      <text x={BOX.left} y={BOX.bottom + 15}>{samples.length < 60 ? "start" : "1 min ago"}</text>
      <text x={BOX.right} y={BOX.bottom + 15} textAnchor="end">now</text>
    </svg>
  );
}
