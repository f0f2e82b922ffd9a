import type { SureView } from "../../backend";
import { Tooltip } from "../../components/Tooltip";
import styles from "./Sure.module.css";

const SURE: Record<SureView, { bars: number; word: string }> = {
  sure: { bars: 3, word: "Sure" },
  likely: { bars: 2, word: "Likely" },
  pleaseCheck: { bars: 1, word: "Please check" },
};

/** How sure a guess is: bars and a word, and why. The reason of what is to be checked is always in sight. */
export function Sure({ sure, why }: { sure: SureView; why: string }) {
  const { bars, word } = SURE[sure];
  const shown = (
    <>
      <span className={styles.bars} aria-hidden="true">{[1, 2, 3].map((bar) => <i key={bar} className={bar <= bars ? styles.on : undefined} />)}</span>
      {word}
    </>
  );
  if (why === "") return <span className={styles.sure}>{shown}</span>;
  if (sure === "pleaseCheck") return <><span className={styles.sure}>{shown}</span><span className={styles.why}>{why}</span></>;
  return <Tooltip text={why}><button type="button" className={`${styles.sure} ${styles.asked}`} aria-label={`${word}: ${why}`}>{shown}</button></Tooltip>;
}
