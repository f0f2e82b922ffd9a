import { Download, ListStart, RefreshCw, Redo2, Undo2 } from "lucide-react";
import { useId, useMemo, useState } from "react";
import type { ConnectionView, LineKind, ReviewView, SortBy, TaskView } from "../../backend";
import { Button, IconButton } from "../../components/Button";
import { Segmented } from "../../components/Choice";
import { keysInWords } from "../../components/Keys";
import { BestEnd } from "../../connections/BestEnd";
import { BottomBar, Page } from "../../components/Page";
import { about, count } from "../../format";
import { useCompare, useGoTo, useRedoEdit, useSaveList, useSetMode, useStartRun, useUndoEdit } from "../../mutations";
import { useNotify } from "../../events";
import { useApp } from "../../queries";
import { FileChanged } from "../FileChanged";
import { Banners } from "./Banners";
import { Changes } from "./changes/Changes";
import { FIRST_PROBLEMS, type Group } from "./changes/rows";
import { type Asked, useTotals } from "./changes/useLines";
import { Filters } from "./Filters";
import { Guard } from "./Guard";
import { countOf, kindsInOrder, sendable } from "./kinds";
import { Lead, titleOf } from "./Lead";
import { Losses } from "./Losses";
import { ModeChoice } from "./ModeChoice";
import { cellOf, type Place } from "./sheet/address";
import { SheetView } from "./sheet/SheetView";
import type { Wanted } from "./sheet/useFind";
import { isTyping, useKeys } from "./useKeys";
import { useSettled } from "./useNow";
import { leftOutSaid } from "./words";

interface Props {
  review: ReviewView;
  /** The comparison is being made anew. */
  comparing: TaskView | null;
  connection: ConnectionView | null;
}

type View = "changes" | "sheet";

/** So many agents go when the person tries it. */
const TRY = 5;

/** The review itself: the choice of mode, the filters, the changes or the person's own sheet, and what it all costs. */
export function ReviewScreen({ review, comparing, connection }: Props) {
  const undo = review.mode === "undo";
  const sheet = useApp((app) => app.sheet);
  const [view, setView] = useState<View>("changes");
  const [only, setOnly] = useState<LineKind | null>(null);
  const [search, setSearch] = useState("");
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [start, setStart] = useState<Place | null>(null);
  const [sort, setSort] = useState<{ by: SortBy; descending: boolean }>({ by: "agent", descending: false });
  const [closed, setClosed] = useState<ReadonlySet<LineKind>>(new Set(["same"]));
  const [allProblems, setAllProblems] = useState(false);
  const panelId = useId();
  const settledSearch = useSettled(search, 150);
  // A cell's address is no name: it is gone to, and counts nothing out.
  const addressed = (text: string) => (view === "sheet" && sheet ? cellOf(text, sheet) : null);
  const searched = addressed(settledSearch) ? "" : settledSearch.trim();
  const asked = useMemo<Asked>(() => ({ search: searched, sort: sort.by, descending: sort.descending }), [searched, sort]);
  const total = useTotals(asked, review.team?.counts ?? review.counts);
  const kinds = kindsInOrder(review.mode, review.counts);
  const setMode = useSetMode();

  const shown = kinds.filter((kind) => (only === null ? total(kind) > 0 : kind === only));
  const groups: Group[] = shown.map((kind) => ({
    kind, total: total(kind), open: only === kind || !closed.has(kind),
    limit: kind === "problem" && only === null && !allProblems && asked.search === "" ? limitOf(total(kind)) : Infinity,
  }));
  // The table is drawn anew only when what it shows has changed.
  const shape = JSON.stringify(groups);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `shape` says the same as `groups`
  const steadyGroups = useMemo(() => groups, [shape]);

  const chooseView = (to: View) => { setStart(null); setWanted(null); setView(to); };
  const findInSheet = () => {
    const cell = addressed(search);
    setWanted({ cell, search: search.trim() });
    if (cell) setSearch("");
  };
  const openCell = (place: Place) => { setStart(place); setWanted(null); setView("sheet"); };
  const chooseMode = (mode: ReviewView["mode"]) => {
    void setMode.send(mode);
    // What goes is shown at once: nothing is taken away unseen.
    setOnly(mode === "exact" && review.exactRemoves > 0 ? "remove" : null);
    if (mode === "exact") setView("changes");
  };
  const toggleGroup = (kind: LineKind) => setClosed((old) => {
    const next = new Set(old);
    if (!next.delete(kind)) next.add(kind);
    return next;
  });
  const sortBy = (by: SortBy) => setSort((old) => ({ by, descending: old.by === by && !old.descending }));
  const all = sendable(review.counts);
  const included = review.changes === 0 ? "off" : review.changes === all ? "on" : "mixed";
  const losses = review.mode === "exact" && only === "remove" && asked.search === "" && review.team === null && review.exactRemoves > 0;

  return (
    <>
      <Page fit title={titleOf(review)} lead={<Lead review={review} connection={connection?.name ?? ""} sheet={sheet?.fileName ?? ""} />}
        actions={<HeadActions review={review} busy={comparing !== null} view={view} onView={undo ? null : chooseView} />}>
        {!undo && <FileChanged />}
        {!undo && <ModeChoice review={review} onChange={chooseMode} disabled={comparing !== null} />}
        <Filters mode={review.mode} kinds={kinds} total={total} only={only} onOnly={setOnly} search={search} onSearch={setSearch}
          teams={view === "changes" ? review.teams : []} team={review.team?.name ?? null}
          onFind={view === "sheet" ? findInSheet : undefined} panelId={panelId} />
        <Banners review={review} comparing={comparing} onMerge={() => chooseMode("merge")} />
        <div id={panelId} style={{ display: "contents" }}>
          {view === "sheet" && sheet ? <SheetView sheet={sheet} only={only} wanted={wanted} start={start} />
            : losses ? <Losses review={review} />
            : <Changes review={review} scale={connection?.scale ?? null} groups={steadyGroups} asked={asked} only={only} included={included}
                onSort={sortBy} onToggleGroup={toggleGroup} onMore={() => setAllProblems(true)} onOpenCell={openCell} />}
        </div>
      </Page>
      <Actions review={review} connection={connection} busy={comparing !== null} onShowProblems={() => { setView("changes"); setOnly("problem"); }} />
    </>
  );
}

/** A single row behind "Show 1 more" would only cost a click. */
function limitOf(problems: number): number {
  return problems <= FIRST_PROBLEMS + 1 ? Infinity : FIRST_PROBLEMS;
}

function HeadActions({ review, busy, view, onView }: { review: ReviewView; busy: boolean; view: View; onView: ((view: View) => void) | null }) {
  const compare = useCompare();
  const back = useUndoEdit();
  const again = useRedoEdit();
  const goTo = useGoTo();
  useKeys((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event)) return false;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey && review.canUndo) { void back.send(); return true; }
    if ((key === "y" || (key === "z" && event.shiftKey)) && review.canRedo) { void again.send(); return true; }
    return false;
  });
  return (
    <>
      {(review.canUndo || review.canRedo) && (
        <>
          <IconButton icon={Undo2} label={`Undo the last edit (${keysInWords("Ctrl Z")})`} disabled={!review.canUndo} onClick={() => void back.send()} />
          <IconButton icon={Redo2} label={`Redo the edit (${keysInWords("Ctrl Y")})`} disabled={!review.canRedo} onClick={() => void again.send()} />
        </>
      )}
      {review.mode === "undo" && <BestEnd />}
      <Button look="quiet" icon={RefreshCw} shrinks disabled={busy} busy={compare.pending && "Comparing"} onClick={() => void compare.send()}>Compare again</Button>
      {review.mode === "undo" && <Button look="quiet" onClick={() => void goTo.send("sheet")}>Leave it as it is</Button>}
      {onView && (
        <Segmented label="View" value={view} onChange={onView} options={[{ value: "changes", label: "Changes" }, { value: "sheet", label: "Your sheet" }]} />
      )}
    </>
  );
}

function Actions({ review, connection, busy, onShowProblems }: { review: ReviewView; connection: ConnectionView | null; busy: boolean; onShowProblems: () => void }) {
  // What the guard is open for: all of it, or a trial of so many agents.
  const [guard, setGuard] = useState<{ trial: number | null } | null>(null);
  const save = useSaveList();
  const start = useStartRun();
  const notify = useNotify();
  const undo = review.mode === "undo";
  const onlyProblems = sendable(review.counts) === 0 && countOf(review.counts, "problem") > 0;
  const saveList = async () => {
    const name = await save.send();
    if (name) notify("The list is saved", name);
  };
  const asks = connection?.kind !== "practice";
  const begin = (trial: number | null) => {
    // The practice centre changes nothing real, so it asks nothing.
    if (asks) setGuard({ trial });
    else void start.send("", trial);
  };
  const facts = review.changes === 0 ? ["Nothing to send yet"]
    : [count(review.agents, "agent"), count(review.changes, "change"), count(review.requests, "request"), about(review.seconds)];
  return (
    <>
      <BottomBar facts={facts} note={leftOutSaid(review)}>
        <Button size="lg" icon={Download} shrinks="early" busy={save.pending && "Saving"} onClick={() => void saveList()}>Save this list</Button>
        {review.agents > TRY && (
          <Button size="lg" icon={ListStart} shrinks="early" disabled={busy || start.pending} onClick={() => begin(TRY)}>Try the first {TRY} agents{asks ? "…" : ""}</Button>
        )}
        {onlyProblems
          ? <Button size="lg" look="primary" main onClick={onShowProblems}>Show problems</Button>
          : (
            <Button size="lg" look="primary" main disabled={busy || review.changes === 0} busy={start.pending && "Starting"} onClick={() => begin(null)}>
              {undo ? "Undo for" : "Update"} {count(review.agents, "agent")}{asks ? "…" : ""}
            </Button>
          )}
      </BottomBar>
      {connection && guard && <Guard review={review} connection={connection} trial={guard.trial} open onClose={() => setGuard(null)} />}
    </>
  );
}
