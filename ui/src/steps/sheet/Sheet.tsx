import { Page } from "../../components/Page";
import { TaskProgress } from "../../components/TaskProgress";
import { useDelayed } from "../../components/useDelayed";
import { useApp } from "../../queries";
import { ChosenSheet } from "./ChosenSheet";
import { EmptySheet } from "./EmptySheet";
import { ResultQuestion } from "./ResultQuestion";

/** The first step: the right tab, the right heading row, the right layout. */
export function Sheet() {
  const { sheet, task } = useApp((app) => ({ sheet: app.sheet, task: app.task?.id === "readingSheet" ? app.task : null }));
  const reading = useDelayed(task !== null);
  if (task && reading) {
    return <Page title="Reading your sheet"><TaskProgress task={task}>Your file is only read, never changed.</TaskProgress></Page>;
  }
  const { returned } = sheet ?? {};
  if (returned?.run) return <ResultQuestion key={returned.run.id} returned={returned} run={returned.run} />;
  return sheet ? <ChosenSheet key={sheet.fileName} sheet={sheet} /> : <EmptySheet />;
}

