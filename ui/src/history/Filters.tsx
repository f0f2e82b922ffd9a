import { Search } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Icon } from "../components/Icon";
import { Select } from "../components/Select";
import { count } from "../format";
import { useKeys } from "../steps/review/useKeys";
import { useSettled } from "../steps/review/useNow";
import styles from "./History.module.css";

/** Days back, or all. */
export type Period = 7 | 90 | 365 | null;

interface Props {
  search: string;
  onSearch: (search: string) => void;
  connections: string[];
  connection: string | null;
  onConnection: (connection: string | null) => void;
  period: Period;
  onPeriod: (period: Period) => void;
  found: number;
  /** What is done with the list. */
  children?: ReactNode;
}

const PERIODS: { value: Period; label: string }[] = [
  { value: 7, label: "Last 7 days" }, { value: 90, label: "Last 90 days" }, { value: 365, label: "Last year" }, { value: null, label: "All" },
];

/** Which runs the list shows. */
export function Filters({ search, onSearch, connections, connection, onConnection, period, onPeriod, found, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useKeys((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "f") return false;
    input.current?.focus();
    return true;
  });
  const said = useSettled(search === "" ? "" : `${count(found, "update")} found`, 500);
  return (
    <div className={styles.toolbar}>
      <div className={styles.find}>
        <Icon of={Search} />
        <input ref={input} type="search" aria-label="Find a run, agent or skill" placeholder="Find a run, agent or skill" value={search} spellCheck={false}
          onChange={(event) => onSearch(event.target.value)} onKeyDown={(event) => { if (event.key === "Escape") onSearch(""); }} />
      </div>
      <div className={styles.select}>
        <Select label="Contact centre" value={connection} onChange={onConnection} items={[{ value: null, label: "All contact centres" }, ...connections.map((name) => ({ value: name, label: name }))]} />
      </div>
      <div className={styles.select}><Select label="Period" value={period} onChange={onPeriod} items={PERIODS} /></div>
      <span className="grow" />
      {children}
      <span role="status" className="sr">{said}</span>
    </div>
  );
}
