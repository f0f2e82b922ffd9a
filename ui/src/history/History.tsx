import { useState } from "react";
import type { RunView } from "../backend";
import { Button } from "../components/Button";
import { EmptyState } from "../components/EmptyState";
import { Page } from "../components/Page";
import { usePlace } from "../frame/place";
import { useRuns } from "../queries";
import { useNow, useSettled } from "../steps/review/useNow";
import { AllChanges } from "./AllChanges";
import { Details } from "./Details";
import { Filters, type Period } from "./Filters";
import styles from "./History.module.css";
import { RunList } from "./RunList";
import { SaveList } from "./SaveList";

const DAY = 86_400_000;

/** Every update that was made: who, when, what, and the way back. */
export function History() {
  const [place, go] = usePlace();
  const [search, setSearch] = useState("");
  const [connection, setConnection] = useState<string | null>(null);
  const [period, setPeriod] = useState<Period>(90);
  const [open, setOpen] = useState(false);
  const now = useNow(60_000);
  const { data: found, isPlaceholderData } = useRuns(useSettled(search.trim(), 150));
  if (found === undefined) return <Page fit>{null}</Page>;

  const runs = found.filter((run) => (connection === null || run.connection === connection) && (period === null || now.getTime() - new Date(run.startedAt).getTime() < period * DAY));
  const wanted = place.page === "history" ? place.run : undefined;
  const chosen = runs.find((run) => run.id === wanted) ?? runs[0];
  const choose = (id: string) => go({ page: "history", run: id });
  const showAll = () => { setSearch(""); setConnection(null); setPeriod(null); };
  // What an undo is linked with may be older than the list shows, or of another search.
  const follow = (id: string) => { if (!runs.some((run) => run.id === id)) showAll(); choose(id); };

  if (found.length === 0 && search === "" && !isPlaceholderData) {
    return (
      <Page>
        <EmptyState title="No updates yet" actions={<Button look="primary" main onClick={() => go({ page: "update" })}>New update</Button>}>
          Each update is kept here with who, when and what, so you can undo it or save it again.
        </EmptyState>
      </Page>
    );
  }
  if (open && chosen) return <Page fit><AllChanges run={chosen} onBack={() => setOpen(false)} /></Page>;
  return (
    <Page fit>
      <Filters search={search} onSearch={setSearch} connections={names(found)} connection={connection} onConnection={setConnection} period={period} onPeriod={setPeriod} found={runs.length}>
        {runs.length > 0 && <SaveList runs={runs} />}
      </Filters>
      {chosen ? (
        <div className={styles.split}>
          <RunList runs={runs} chosen={chosen.id} onChoose={choose} now={now} />
          <Details key={chosen.id} run={chosen} onChoose={follow} onOpen={() => setOpen(true)} />
        </div>
      ) : (
        <EmptyState title="No update fits" actions={<Button onClick={showAll}>Show all</Button>}>
          Updates are found by their sheet, and by any agent or skill in them.
        </EmptyState>
      )}
    </Page>
  );
}

function names(runs: RunView[]): string[] {
  return [...new Set(runs.map((run) => run.connection))].sort((a, b) => a.localeCompare(b));
}
