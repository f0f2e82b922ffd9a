import { ArrowRight } from "lucide-react";
import type { MatchView } from "../../backend";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { BottomBar, Page } from "../../components/Page";
import { TaskProgress } from "../../components/TaskProgress";
import { useCompare, useGoTo, useRefreshDirectory } from "../../mutations";
import { useApp, useCurrentConnection } from "../../queries";
import { FileChanged } from "../FileChanged";
import { Columns } from "./Columns";
import { Earlier } from "./Earlier";
import { Legend } from "./Legend";
import { openMarks } from "./marks";
import { Names } from "./Names";
import { TurnedRound } from "./TurnedRound";
import { toCheck } from "./words";

/** The second step: columns and names, settled once. */
export function Match() {
  const { matching, earlier, task } = useApp((app) => ({ matching: app.matching, earlier: app.sheet?.earlier ?? null, task: app.task?.id === "readingDirectory" ? app.task : null }));
  const byBrowser = useCurrentConnection()?.needsSecret === false;
  if (task) return <Page title="Match columns and names"><TaskProgress task={task}>{byBrowser && task.done === 0 && "Your browser may open. Sign in there, then come back. "}Nothing is changed by reading.</TaskProgress></Page>;
  if (!matching) return <NotRead />;
  return (
    <>
      <Page title="Match columns and names">
        <FileChanged />
        {earlier && <Earlier earlier={earlier} />}
        <TurnedRound matching={matching} />
        <Columns matching={matching} />
        <Legend marks={matching.marks} />
        <Names matching={matching} />
      </Page>
      <Bar matching={matching} />
    </>
  );
}

/** The directory could not be read, or reading it was stopped. */
function NotRead() {
  const refresh = useRefreshDirectory();
  return (
    <Page title="Match columns and names">
      <EmptyState
        title="Agents and skills are not read yet"
        actions={<Button look="primary" main busy={refresh.pending && "Reading…"} onClick={() => void refresh.send()}>Read agents and skills</Button>}
      >
        Names are matched against those of your contact centre. Nothing is changed by reading.
      </EmptyState>
    </Page>
  );
}

function Bar({ matching }: { matching: MatchView }) {
  const compared = useApp((app) => app.review !== null);
  const comparing = useApp((app) => app.task?.id === "comparing");
  const goTo = useGoTo();
  const compare = useCompare();
  const busy = (compare.pending || comparing || goTo.pending) && "Comparing…";
  const marks = openMarks(matching.marks);
  const open = matching.openSkills + matching.openAgents;
  return (
    <BottomBar
      facts={[toCheck(matching, marks)]}
      note={open + marks === 0 ? "Nothing has been sent yet." : `You can go on. ${marks === 0 ? "Rows without a match" : open === 0 ? "Cells without a meaning" : "Rows without a match or a meaning"} become problems in Review and are not sent.`}
    >
      <Button size="lg" onClick={() => void goTo.send("sheet")}>Back</Button>
      <Button size="lg" look="primary" main trail={ArrowRight} busy={busy} onClick={() => void (compared ? goTo.send("review") : compare.send())}>
        Next: compare with live skills
      </Button>
    </BottomBar>
  );
}
