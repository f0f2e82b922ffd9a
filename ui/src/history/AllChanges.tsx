import { ArrowLeft } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { FeedFilter, RunView } from "../backend";
import { Button } from "../components/Button";
import { KindGlyph } from "../components/KindGlyph";
import { Panel } from "../components/Panel";
import { Tabs } from "../components/Tabs";
import { BestEndOfRun } from "../connections/BestEnd";
import { dayAndTime } from "../format";
import { usePlace } from "../frame/place";
import { useApp } from "../queries";
import { NeedYou } from "../steps/run/NeedYou";
import { isUnderWay } from "../steps/run/tally";
import { ChangeList } from "./ChangeList";
import styles from "./History.module.css";

/** Every agent of a run and what was changed; those that need somebody, with what can still be done. */
export function AllChanges({ run, onBack }: { run: RunView; onBack: () => void }) {
  const [filter, setFilter] = useState<FeedFilter>("all");
  const [, go] = usePlace();
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  // What is tried again or decided here is sent like any update, and watched where updates are.
  const goesOn = useApp((app) => app.run !== null && app.run.id === run.id && isUnderWay(app.run) && !isUnderWay(run));
  useEffect(() => { if (goesOn) go({ page: "update" }); }, [goesOn, go]);
  const needYou = run.agents.failed + run.agents.held;
  return (
    <>
      <div className={styles.toolbar}>
        <Button icon={ArrowLeft} ref={back} onClick={onBack}>Back to the history</Button>
        <span className="grow" />
        <Tabs label="Show" value={filter} onChange={setFilter}
          tabs={[{ value: "all", label: "All", count: run.agents.total }, { value: "needYou", label: "Failed or held back", count: needYou, lead: <KindGlyph kind="failed" /> }]} />
      </div>
      {filter === "needYou" && needYou > 0 ? <NeedYou run={run} /> : (
        <Panel className={styles.all} title={<><bdi>{run.sheet}</bdi>, {dayAndTime(run.startedAt)}</>} aside={<BestEndOfRun run={run} />}>
          {filter === "all" ? <ChangeList run={run} /> : <p className={styles.none}>Nothing has failed, and nothing is held back.</p>}
        </Panel>
      )}
    </>
  );
}
