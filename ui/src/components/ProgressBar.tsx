import styles from "./ProgressBar.module.css";

/** A part of the bar. */
export type Segment = { kind: "done" | "failed" | "held" | "sending"; value: number };

/** How far something is, of `total`. Without a total it only says that work goes on. */
export function ProgressBar({ label, total, segments, text, thin = false }: { label: string; total: number; segments: Segment[]; text?: string; thin?: boolean }) {
  const done = segments.reduce((sum, { kind, value }) => sum + (kind === "sending" ? 0 : value), 0);
  const known = total > 0;
  return (
    <div
      className={`${styles.bar} ${thin ? styles.thin : ""} ${known ? "" : styles.unknown}`}
      role="progressbar"
      aria-label={label}
      aria-valuetext={text}
      {...(known && { "aria-valuemin": 0, "aria-valuemax": total, "aria-valuenow": done })}
    >
      {known && segments.filter(({ value }) => value > 0).map(({ kind, value }) => (
        <span key={kind} className={styles[kind]} style={{ width: `${Math.min(100, (value / total) * 100)}%` }} />
      ))}
    </div>
  );
}
