import { useState, type FocusEvent } from "react";
import type { FeedFilter, RunView } from "../../backend";
import { Button } from "../../components/Button";
import { KindGlyph } from "../../components/KindGlyph";
import { Panel } from "../../components/Panel";
import { Tabs } from "../../components/Tabs";
import { BestEndOfRun } from "../../connections/BestEnd";
import { number } from "../../format";
import { Feed } from "./Feed";
import styles from "./Run.module.css";
import { settled } from "./tally";

/** What happened last. The list stands still while someone looks into it, and says how much is new. */
export function Latest({ run }: { run: RunView }) {
  const [filter, setFilter] = useState<FeedFilter>("all");
  // How many had an outcome when the list began to stand still.
  const [stillAt, setStillAt] = useState<number | null>(null);
  const now = settled(run.agents);
  const fresh = stillAt === null ? 0 : now - stillAt;
  const needYou = run.agents.failed + run.agents.held;
  const goOn = () => setStillAt(null);
  const left = (event: FocusEvent) => { if (!event.currentTarget.contains(event.relatedTarget)) goOn(); };
  return (
    // The way from the list to "12 new" does not set the list going: the button would be gone before it is reached.
    <div className={styles.latest} onMouseLeave={goOn} onBlur={left}>
      <Panel
        className={styles.feed}
        title="Latest"
        aside={<>
          <BestEndOfRun run={run} />
          {fresh > 0 && <Button size="sm" onClick={goOn}>{number(fresh)} new</Button>}
          <Tabs label="Latest" value={filter} onChange={setFilter}
            tabs={[{ value: "all", label: "All" }, { value: "needYou", label: "Failed", count: needYou, lead: <KindGlyph kind="failed" /> }]} />
        </>}
      >
        <Feed key={filter} run={run} filter={filter} label="Latest agents" still={stillAt !== null}
          onStill={() => setStillAt((old) => old ?? now)}
          empty={filter === "all" ? "The first agents are on their way." : "Nothing has failed."} />
      </Panel>
    </div>
  );
}
