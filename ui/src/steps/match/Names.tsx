import { RotateCw, Search } from "lucide-react";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import type { MatchView, NamesView } from "../../backend";
import { Button, IconButton } from "../../components/Button";
import { TextField } from "../../components/Field";
import { Icon } from "../../components/Icon";
import { KindGlyph } from "../../components/KindGlyph";
import { Panel } from "../../components/Panel";
import { Hint } from "../../components/Problem";
import { Tabs } from "../../components/Tabs";
import { count, number, time } from "../../format";
import { useAllSureSuggestions, useRefreshDirectory } from "../../mutations";
import { MOST_NAMES, useNames } from "../../queries";
import { useKeys } from "../review/useKeys";
import { MatchedTable } from "./MatchedTable";
import styles from "./Match.module.css";
import { OpenTable } from "./OpenTable";
import { toCheck } from "./words";

/** From how many names on a search is offered. */
const MANY = 12;

/** The names that need the person, and those that match. */
export function Names({ matching }: { matching: MatchView }) {
  const open = matching.openSkills + matching.openAgents;
  const [wanted, setWanted] = useState<NamesView | null>(null);
  const [search, setSearch] = useState("");
  const sought = useDeferredValue(search);
  const tab = wanted ?? (matching.openSkills > 0 || matching.openAgents === 0 ? "skills" : "agents");
  const counts: Record<NamesView, number> = { skills: matching.openSkills, agents: matching.openAgents, matched: matching.matched };

  const find = useRef<HTMLInputElement>(null);
  useKeys((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "f" || !find.current) return false;
    find.current.focus();
    find.current.select();
    return true;
  });

  useEffect(() => {
    if (open === 0) document.querySelector<HTMLElement>("[data-main]")?.focus({ preventScroll: true });
  }, [open]);

  if (open === 0 && wanted !== "matched") return <AllMatch matching={matching} onShow={() => setWanted("matched")} />;
  return (
    <>
      <Panel title={open === 0 ? "Names" : "Names that need you"} aside={<ReadAt matching={matching} />}>
        <div className={styles.filter}>
          <Tabs
            label="Names" value={tab} panelId="names" onChange={(next) => { setWanted(next); setSearch(""); }}
            tabs={[{ value: "skills", label: "Skills", count: counts.skills }, { value: "agents", label: "Agents", count: counts.agents }, { value: "matched", label: "Matched", count: counts.matched }]}
          />
          <span className="grow" />
          {counts[tab] > MANY && <TextField label="Find a name" hideLabel placeholder="Find a name" value={search} onChange={setSearch} ref={find} after={<Icon of={Search} size="sm" />} className={styles.search} />}
          {tab === "skills" && <UseAll thing="skill" sure={matching.sureSkills} />}
          {tab === "agents" && <UseAll thing="agent" sure={matching.sureAgents} />}
        </div>
        <div id="names" role="tabpanel" aria-label="Names">
          <NamesList key={tab} which={tab} search={sought} />
        </div>
      </Panel>
      <Hint>Skillsheet never makes a new skill. What you choose here is remembered for this contact centre.</Hint>
    </>
  );
}

function NamesList({ which, search }: { which: NamesView; search: string }) {
  const { data } = useNames(which, search);
  if (!data) return <p className={styles.empty} />;
  if (data.total === 0) return <p className={styles.empty}>{search === "" ? "None." : `No name has “${search}” in it.`}</p>;
  return (
    <>
      {which === "matched" ? <MatchedTable names={data.names} /> : <OpenTable names={data.names} thing={which === "skills" ? "skill" : "agent"} />}
      {data.total > data.names.length && <p className={styles.rest}>The first {number(MOST_NAMES)} of {count(data.total, "name")}. Find the others by their letters.</p>}
    </>
  );
}

function UseAll({ thing, sure }: { thing: "agent" | "skill"; sure: number }) {
  const use = useAllSureSuggestions();
  if (sure === 0) return null;
  return (
    <Button size="sm" busy={use.pending && "Using…"} onClick={() => void use.send(thing)}>
      {sure === 1 ? "Use the sure suggestion" : `Use all ${number(sure)} sure suggestions`}
    </Button>
  );
}

function ReadAt({ matching }: { matching: MatchView }) {
  const refresh = useRefreshDirectory();
  if (matching.agents === 0 && matching.skills === 0) return <span className="xs muted">This contact centre lists no names. Your sheet carries their ids.</span>;
  return (
    <>
      <span className="xs muted hideNarrow">Compared with {count(matching.agents, "agent")} and {count(matching.skills, "skill")}, read at {time(matching.readAt)}</span>
      <IconButton icon={RotateCw} size="sm" label="Read agents and skills again" disabled={refresh.pending} onClick={() => void refresh.send()} />
    </>
  );
}

function AllMatch({ matching, onShow }: { matching: MatchView; onShow: () => void }) {
  return (
    <section className={styles.all} aria-label="Names">
      <KindGlyph kind="done" />
      <h2 className="grow"><span role="status">{toCheck(matching)}</span></h2>
      <ReadAt matching={matching} />
      {matching.matched > 0 && <Button size="sm" onClick={onShow}>Show them</Button>}
    </section>
  );
}
