import type { LineKind, ScaleView } from "../../backend/bindings";
import { LINE_END, LINE_START, levelX, tickXs } from "./scaleLine";
import styles from "./Level.module.css";

interface Props {
  kind: LineKind;
  now: number | null;
  level: number | null;
  scale: ScaleView;
}

const Y = 6;

/** A level on its scale: hollow is now, filled is new. The numbers stand beside it, so it says nothing to a screen reader. */
export function Level({ kind, now, level, scale }: Props) {
  const from = now === null ? null : levelX(now, scale);
  const to = level === null ? null : levelX(level, scale);
  const moves = from !== null && to !== null && from !== to;
  return (
    <svg className={`${styles.level} ${styles[kind] ?? ""}`} viewBox="0 0 64 12" aria-hidden="true">
      <line className={styles.track} x1={LINE_START} x2={LINE_END} y1={Y} y2={Y} />
      {tickXs(scale).map((x) => <circle key={x} className={styles.tick} cx={x} cy={Y} r={0.9} />)}
      {moves && <line className={styles.move} x1={from} x2={to} y1={Y} y2={Y} />}
      {from !== null && from !== to && <circle className={styles.old} cx={from} cy={Y} r={3} />}
      {to !== null && <circle className={styles.new} cx={to} cy={Y} r={3.75} />}
      {kind === "remove" && from !== null && (
        <path className={styles.gone} d={`M${from - 3.5} ${Y - 3.5}l7 7M${from + 3.5} ${Y - 3.5}l-7 7`} />
      )}
    </svg>
  );
}
