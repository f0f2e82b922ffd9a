import type { ReviewView } from "../../backend";
import { count, time, whenInSentence } from "../../format";
import { useRuns } from "../../queries";

/** The screen's heading. */
export function titleOf(review: ReviewView): string {
  if (review.mode === "undo") return `Undo: put ${count(review.changes, "change")} back`;
  return `Review ${count(review.changes, "change")}`;
}

/** Under it: that nothing has been sent, and what was compared with what, when. */
export function Lead({ review, connection, sheet }: { review: ReviewView; connection: string; sheet: string }) {
  if (review.mode === "undo") return <UndoLead review={review} />;
  return (
    <>
      Nothing has been sent yet. Compared with <bdi>{connection}</bdi> at {time(review.comparedAt)}: <bdi>{sheet}</bdi>
    </>
  );
}

function UndoLead({ review }: { review: ReviewView }) {
  const { data: runs = [] } = useRuns("");
  const run = runs.find((each) => each.id === review.undoOf);
  return <>The update{run ? ` of ${whenInSentence(run.startedAt)}` : ""}, compared with the skills as they are now ({time(review.comparedAt)}). Nothing has been sent yet.</>;
}
