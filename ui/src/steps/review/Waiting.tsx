import type { ReviewView, TaskView } from "../../backend";
import { Button } from "../../components/Button";
import { KindLabel } from "../../components/KindGlyph";
import { BottomBar, Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProblemPanel } from "../../components/Problem";
import { ProgressBar } from "../../components/ProgressBar";
import { taskWords } from "../../components/taskWords";
import { about, count, number, time } from "../../format";
import { useCancelTask, useCloseSheet, useCompare, useGoTo } from "../../mutations";
import styles from "./Review.module.css";

/** How far the reading is. */
export function Reading({ task }: { task: TaskView }) {
  const { send: cancel, pending } = useCancelTask();
  const far = [
    task.total > 0 ? `${number(task.done)} of ${number(task.total)}.` : "",
    task.left === null ? "" : `A${about(task.left).slice(1)}.`,
    "Nothing is changed by reading.",
  ].filter(Boolean).join(" ");
  return (
    <>
      <ProgressBar thin label={taskWords(task)} total={task.total} segments={[{ kind: "done", value: task.done }]} />
      <p className="muted">{far}</p>
      <Button onClick={() => void cancel()} busy={pending && "Cancelling"}>Cancel</Button>
    </>
  );
}

/** The first comparison is under way. */
export function Comparing({ task }: { task: TaskView }) {
  return (
    <Page title={taskWords(task)}>
      <Panel className={styles.busy} label="Progress"><Reading task={task} /></Panel>
    </Page>
  );
}

/** There is nothing to review, because the comparison was cancelled or did not work. */
export function NotCompared({ connection }: { connection: string }) {
  const compare = useCompare();
  const goTo = useGoTo();
  return (
    <>
      <Page title="Not compared yet" lead={<>Review shows what would change in <bdi>{connection}</bdi>. It has not been read yet. Nothing is changed by reading.</>}>{null}</Page>
      <BottomBar>
        <Button size="lg" onClick={() => void goTo.send("match")}>Back to names</Button>
        <Button size="lg" look="primary" main busy={compare.pending && "Comparing"} onClick={() => void compare.send()}>Compare with live skills</Button>
      </BottomBar>
    </>
  );
}

/** The engine will not make a plan of this sheet, and says why. */
export function Refused({ review }: { review: ReviewView }) {
  const goTo = useGoTo();
  const compare = useCompare();
  if (review.refusal === null) return null;
  return (
    <>
      <Page title="This sheet cannot be sent" lead="Nothing has been sent.">
        <ProblemPanel problem={review.refusal} actions={<Button onClick={() => void compare.send()} busy={compare.pending && "Comparing"}>Compare again</Button>} />
      </Page>
      <BottomBar><Button size="lg" onClick={() => void goTo.send("sheet")}>Choose another sheet</Button></BottomBar>
    </>
  );
}

/** All rows are as they should be. */
export function NothingToDo({ review, connection, onShow }: { review: ReviewView; connection: string; onShow: () => void }) {
  const close = useCloseSheet();
  return (
    <>
      <Page title="Everything is already right">
        <Panel className={styles.wide} label="Result">
          <KindLabel kind="done" word="Nothing to send" />
          <p className="muted">
            {review.mode === "undo" ? "Every skill is as it was before the update" : <>All {count(review.sameRows, "row")} match <bdi>{connection}</bdi></>} as of {time(review.comparedAt)}. There is nothing to send.
          </p>
          <div className="row wrap">
            <Button onClick={() => void close.send()}>Choose another sheet</Button>
            <Button look="quiet" onClick={onShow}>Show the rows</Button>
          </div>
        </Panel>
      </Page>
    </>
  );
}
