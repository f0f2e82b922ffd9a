import type { ReactNode } from "react";
import type { TaskView } from "../backend";
import { about, number } from "../format";
import { useCancelTask } from "../mutations";
import { Button } from "./Button";
import { ProgressBar } from "./ProgressBar";
import { taskWords } from "./taskWords";
import styles from "./TaskProgress.module.css";

/** Long work under way, in the place of what it will bring. */
export function TaskProgress({ task, children }: { task: TaskView; children?: ReactNode }) {
  const cancel = useCancelTask();
  const known = task.total > 0;
  const facts = [
    known && `${number(task.done)} of ${number(task.total)}`,
    task.left !== null && about(task.left).replace(/^a/, "A"),
  ].filter(Boolean).map((fact) => `${String(fact)}.`);
  return (
    <section className={styles.task}>
      <h2><span role="status">{taskWords(task)}</span></h2>
      <ProgressBar thin label={taskWords(task)} total={task.total} segments={[{ kind: "done", value: task.done }]} />
      <p className="muted">{[...facts, children].filter(Boolean).map((part, index) => <span key={index}>{part} </span>)}</p>
      <Button onClick={() => void cancel.send()}>Cancel</Button>
    </section>
  );
}
