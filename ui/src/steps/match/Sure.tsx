import type { SureView } from "../../backend";
import styles from "./Sure.module.css";

const SURE: Record<SureView, { bars: number; word: string }> = {
  sure: { bars: 3, word: "Sure" },
  likely: { bars: 2, word: "Likely" },
  pleaseCheck: { bars: 1, word: "Please check" },
};

/** How sure a guess is: bars and a word. */
export function Sure({ sure }: { sure: SureView }) {
  const { bars, word } = SURE[sure];
  return (
    <span className={styles.sure}>
      <span className={styles.bars} aria-hidden="true">{[1, 2, 3].map((bar) => <i key={bar} className={bar <= bars ? styles.on : undefined} />)}</span>
      {word}
    </span>
  );
}
