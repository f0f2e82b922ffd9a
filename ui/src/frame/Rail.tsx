import { FilePlus, History, LockKeyhole, Plug, Settings2, type LucideIcon } from "lucide-react";
import { Brand } from "../components/Brand";
import { Icon } from "../components/Icon";
import { Tooltip } from "../components/Tooltip";
import { useNarrow } from "./useNarrow";
import { usePlace, type Place } from "./place";
import styles from "./Rail.module.css";

type Entry = { label: string; icon: LucideIcon; place: Place; key: string };

/** The rail's entries, in the order of Ctrl 1 to 4. */
export const ENTRIES: Entry[] = [
  { label: "New update", icon: FilePlus, place: { page: "update" }, key: "1" },
  { label: "History", icon: History, place: { page: "history" }, key: "2" },
  { label: "Connections", icon: Plug, place: { page: "connections" }, key: "3" },
  { label: "Settings", icon: Settings2, place: { page: "settings" }, key: "4" },
];

/** The way through the app. */
export function Rail() {
  const [place, go] = usePlace();
  const narrow = useNarrow();
  const current = place.page === "connect" ? "connections" : place.page;
  return (
    <nav className={styles.rail} aria-label="Main" data-region>
      <div className={styles.brand}><Brand /></div>
      <ul>
        {ENTRIES.map((entry) => {
          const button = (
            <button type="button" className={styles.entry} aria-current={entry.place.page === current ? "page" : undefined} aria-keyshortcuts={`Control+${entry.key}`} onClick={() => go(entry.place)}>
              <Icon of={entry.icon} />
              <span className={styles.words}>{entry.label}</span>
            </button>
          );
          return <li key={entry.label}>{narrow ? <Tooltip text={entry.label} side="right">{button}</Tooltip> : button}</li>;
        })}
      </ul>
      <p className={styles.foot}><Icon of={LockKeyhole} size="sm" /><span>Sheets stay on this computer</span></p>
    </nav>
  );
}
