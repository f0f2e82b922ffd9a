import { ArrowLeft } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { FeedFilter, RunView } from "../backend";
import { Button } from "../components/Button";
import { KindGlyph } from "../components/KindGlyph";
import { Panel } from "../components/Panel";
import { Tabs } from "../components/Tabs";
import { BestEndOfRun } from "../connections/BestEnd";
import { dayAndTime } from "../format";
import { Feed } from "../steps/run/Feed";
import styles from "./History.module.css";

/** Every agent of a run and what was changed. */
export function AllChanges({ run, onBack }: { run: RunView; onBack: () => void }) {
  const [filter, setFilter] = useState<FeedFilter>("all");
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <>
      <div className={styles.toolbar}><Button icon={ArrowLeft} ref={back} onClick={onBack}>Back to the history</Button></div>
      <Panel
        className={styles.all}
        title={<><bdi>{run.sheet}</bdi>, {dayAndTime(run.startedAt)}</>}
        aside={<><BestEndOfRun run={run} /><Tabs label="Show" value={filter} onChange={setFilter}
          tabs={[{ value: "all", label: "All", count: run.agents.total }, { value: "needYou", label: "Failed", count: run.agents.failed + run.agents.held, lead: <KindGlyph kind="failed" /> }]} /></>}
      >
        <Feed key={filter} run={run} filter={filter} label="All agents" empty={filter === "all" ? "No agent was touched." : "Nothing has failed."} />
      </Panel>
    </>
  );
}
