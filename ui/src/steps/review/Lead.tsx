import type { ReviewView } from "../../backend";
import { count, time, whenInSentence } from "../../format";
import { useRuns } from "../../queries";
import { countOf } from "./kinds";
import styles from "./Review.module.css";

/** Said first and in any window: whatever is cut, this stays. */
const NOT_YET = "Nothing has been sent yet.";

/** The screen's heading. */
export function titleOf(review: ReviewView): string {
  if (review.mode === "undo") return `Undo: put ${count(review.changes, "change")} back`;
  const problems = countOf(review.counts, "problem");
  return review.changes === 0 && problems > 0 ? `Review ${count(problems, "problem")}` : `Review ${count(review.changes, "change")}`;
}

/** Under it: that nothing has been sent, and what was compared with what, when. */
export function Lead({ review, connection, sheet }: { review: ReviewView; connection: string; sheet: string }) {
  if (review.mode === "undo") return <UndoLead review={review} />;
  return (
    <span className={styles.lead} title={sheet}>
      {NOT_YET}<span className={styles.compared}> Compared with <bdi>{connection}</bdi> at {time(review.comparedAt)}: <bdi>{sheet}</bdi></span>
    </span>
  );
}

function UndoLead({ review }: { review: ReviewView }) {
  const { data: runs = [] } = useRuns("");
  const run = runs.find((each) => each.id === review.undoOf);
  return (
    <span className={styles.lead}>
      {NOT_YET}<span className={styles.compared}> The update{run ? ` of ${whenInSentence(run.startedAt)}` : ""}, beside the skills as they are at {time(review.comparedAt)}</span>
    </span>
  );
}
