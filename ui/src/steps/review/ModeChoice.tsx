import { useId } from "react";
import type { ModeView, ReviewView } from "../../backend";
import { count, number } from "../../format";
import styles from "./Review.module.css";

/** What happens with skills that the sheet does not name. Saying how many go is the point. */
export function ModeChoice({ review, onChange, disabled }: { review: ReviewView; onChange: (mode: ModeView) => void; disabled: boolean }) {
  const name = useId();
  const goes = review.exactRemoves === 0 ? "" : ` · removes ${number(review.exactRemoves)}`;
  const option = (mode: ModeView, label: string, meaning: string, short = "") => (
    // eslint-disable-next-line jsx-a11y/label-has-associated-control -- the words are beside the input, inside the label
    <label className={styles.mode}>
      <input type="radio" className={styles.radio} name={name} checked={review.mode === mode} disabled={disabled} onChange={() => onChange(mode)} />
      <span><b>{label}{short && <span className={styles.short}>{short}</span>}</b><span className={styles.meaning}>{meaning}</span></span>
    </label>
  );
  const exact = review.exactRemoves === 0
    ? "Nothing more is removed: every skill of these agents is in the sheet."
    : `Also removes ${count(review.exactRemoves, "skill")} that ${review.exactRemoves === 1 ? "is" : "are"} not in the sheet.`;
  return (
    <fieldset className={styles.modes} role="radiogroup" aria-label="How to use the sheet">
      {option("merge", "Only change what’s in the sheet", "All other skills stay as they are.")}
      {option("exact", "Make agents match the sheet exactly", exact, goes)}
    </fieldset>
  );
}
