import { useState } from "react";
import { useApp, useCurrentConnection } from "../../queries";
import { allLines, countOf, sendable } from "./kinds";
import { ReviewScreen } from "./ReviewScreen";
import { Comparing, NotCompared, NothingToDo, Refused } from "./Waiting";

/** What will change, before anything is sent. */
export function Review() {
  const review = useApp((app) => app.review);
  const task = useApp((app) => app.task);
  const connection = useCurrentConnection();
  const [rows, setRows] = useState(false);

  const comparing = task?.id === "comparing" ? task : null;
  if (review === null) return comparing ? <Comparing task={comparing} /> : <NotCompared connection={connection?.name ?? ""} />;
  if (review.refusal !== null && !comparing) return <Refused review={review} />;
  const nothing = sendable(review.counts) === 0 && countOf(review.counts, "problem") === 0 && countOf(review.counts, "leftAlone") === 0;
  // In the merge mode a sheet may be right already and the exact mode still have work: the choice must stay in reach.
  if (nothing && !rows && review.exactRemoves === 0) return <NothingToDo review={review} connection={connection?.name ?? ""} onShow={() => setRows(allLines(review.counts) > 0)} />;
  return <ReviewScreen review={review} comparing={comparing} connection={connection} />;
}
