import { Search } from "lucide-react";
import { type RefObject, useRef } from "react";
import type { LineKind, ModeView } from "../../backend";
import { Icon } from "../../components/Icon";
import { keysInWords } from "../../components/Keys";
import { KindGlyph } from "../../components/KindGlyph";
import { Select } from "../../components/Select";
import { Tabs } from "../../components/Tabs";
import { count } from "../../format";
import { useShowTeam } from "../../mutations";
import { kindWords } from "./kinds";
import styles from "./Review.module.css";
import { isTyping, useKeys } from "./useKeys";
import { useSettled } from "./useNow";

interface Props {
  mode: ModeView;
  kinds: LineKind[];
  total: (kind: LineKind) => number;
  only: LineKind | null;
  onOnly: (kind: LineKind | null) => void;
  search: string;
  onSearch: (search: string) => void;
  /** Whose changes can be shown alone; a single team is all of them. */
  teams: string[];
  team: string | null;
  /** What Enter does in the search, where it does something. */
  onFind?: (() => void) | undefined;
  panelId: string;
}

/** The kinds with their counts, the teams and the search. Alt and a number choose a kind, Ctrl F goes to the search. */
export function Filters({ mode, kinds, total, only, onOnly, search, onSearch, teams, team, onFind, panelId }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const all = kinds.reduce((sum, kind) => sum + total(kind), 0);
  useKeys((event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f") {
      input.current?.focus();
      input.current?.select();
      return true;
    }
    if (event.key === "Escape" && search !== "" && !isTyping(event)) { onSearch(""); return true; }
    const number = event.altKey && !event.ctrlKey ? /^Digit([1-6])$/.exec(event.code)?.[1] : undefined;
    const kind = number === undefined ? undefined : [null, ...kinds][Number(number) - 1];
    if (kind === undefined) return false;
    onOnly(kind);
    return true;
  });
  return (
    <div className={styles.toolbar}>
      <Tabs
        label="Show"
        panelId={panelId}
        value={only ?? "all"}
        onChange={(value) => onOnly(value === "all" ? null : value)}
        tabs={[
          { value: "all" as const, label: "All", count: all },
          ...kinds.map((kind) => ({ value: kind, label: kindWords(kind, mode).label, count: total(kind), lead: <KindGlyph kind={kind} /> })),
        ]}
      />
      {(teams.length > 1 || team !== null && teams.length > 0) && <Team teams={teams} team={team} />}
      <Find input={input} search={search} onSearch={onSearch} onFind={onFind} />
      <Found narrowed={search !== "" || team !== null} found={all} />
    </div>
  );
}

function Team({ teams, team }: Pick<Props, "teams" | "team">) {
  const show = useShowTeam();
  const items = [{ value: null, label: "All teams" }, ...teams.map((name) => ({ value: name, label: name }))];
  return <div className={styles.team}><Select<string | null> label="Team" value={team} items={items} onChange={(next) => void show.send(next)} /></div>;
}

function Find({ input, search, onSearch, onFind }: Pick<Props, "search" | "onSearch" | "onFind"> & { input: RefObject<HTMLInputElement | null> }) {
  return (
    <div className={styles.find}>
      <Icon of={Search} />
      <input
        ref={input}
        type="search"
        aria-label="Find a name"
        placeholder="Find a name"
        value={search}
        spellCheck={false}
        onChange={(event) => onSearch(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") { event.preventDefault(); onSearch(""); }
          if (event.key === "Enter" && onFind) { event.preventDefault(); onFind(); }
        }}
      />
      <span className={`${styles.key} hideNarrow`} aria-hidden="true">{keysInWords("Ctrl F")}</span>
    </div>
  );
}

/** Says how many were found once the typing has stopped. */
function Found({ narrowed, found }: { narrowed: boolean; found: number }) {
  const said = useSettled(narrowed ? `${count(found, "row")} found` : "", 500);
  return <span role="status" className="sr">{said}</span>;
}
