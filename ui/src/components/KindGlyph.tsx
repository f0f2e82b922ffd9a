import type { FeedStatus, LineKind } from "../backend";
import styles from "./KindGlyph.module.css";

/** Whatever has a glyph of its own: what happens to a value, and how a thing stands. */
export type Glyph = LineKind | Exclude<FeedStatus, "skipped">;

const WORDS: Record<Glyph, string> = {
  problem: "Problem",
  leftAlone: "Left alone",
  change: "Change",
  add: "Add",
  remove: "Remove",
  same: "Already right",
  waiting: "Waiting",
  sending: "Being sent",
  done: "Done",
  failed: "Failed",
  held: "Held back",
};

// Each outline is a shape of its own, so that it is known without its colour.
const triangle = <><path className={styles.fill} d="M8 1.5 15 14H1z" /><path className={styles.on} d="M8 6v3.5M8 11.7v.05" /></>;
const clock = <><circle cx="8" cy="8" r="6.5" /><path d="M8 4.5V8l2.25 1.5" /></>;
const SHAPES: Record<Glyph, React.ReactNode> = {
  problem: triangle,
  failed: triangle,
  leftAlone: <><path className={styles.fill} d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z" /><path d="M6.25 5.5v5M9.75 5.5v5" /></>,
  held: <><path className={styles.fill} d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z" /><path d="M6.25 5.5v5M9.75 5.5v5" /></>,
  change: <><rect className={styles.fill} x="1.75" y="1.75" width="12.5" height="12.5" rx="2.5" /><path d="M4.75 8h6.5M8.75 5.25 11.5 8l-2.75 2.75" /></>,
  add: <><circle className={styles.fill} cx="8" cy="8" r="6.5" /><path d="M8 5v6M5 8h6" /></>,
  remove: <><path className={styles.fill} d="M8 1.25 14.75 8 8 14.75 1.25 8z" /><path d="M5.25 8h5.5" /></>,
  same: <path d="M4 6h8M4 10h8" />,
  waiting: clock,
  sending: <><circle cx="8" cy="8" r="6.5" /><path d="M8 11V5M5.5 7.5 8 5l2.5 2.5" /></>,
  done: <><circle className={styles.fill} cx="8" cy="8" r="6.5" /><path d="m5 8.25 2.1 2.1L11 6" /></>,
};

/** The word of a kind. */
export function kindWord(kind: Glyph): string {
  return WORDS[kind];
}

/** The glyph of a kind. `named` gives it its word for screen readers, where no word stands beside it. */
export function KindGlyph({ kind, named = false }: { kind: Glyph; named?: boolean }) {
  const name = named ? ({ role: "img", "aria-label": WORDS[kind] } as const) : ({ "aria-hidden": true } as const);
  return <svg className={`${styles.glyph} ${styles[kind]}`} viewBox="0 0 16 16" {...name}>{SHAPES[kind]}</svg>;
}

/** The glyph and its word. */
export function KindLabel({ kind, word = WORDS[kind] }: { kind: Glyph; word?: string }) {
  return (
    <span className={`${styles.label} ${styles[`${kind}Ink`]}`}>
      <KindGlyph kind={kind} />
      {word}
    </span>
  );
}
