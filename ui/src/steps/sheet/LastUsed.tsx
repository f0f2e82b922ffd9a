import { Table2 } from "lucide-react";
import type { RecentView } from "../../backend";
import { Icon } from "../../components/Icon";
import { Panel } from "../../components/Panel";
import { Tooltip } from "../../components/Tooltip";
import { dayAndTime } from "../../format";
import { useOpenRecent } from "../../mutations";
import styles from "./LastUsed.module.css";

/** The sheets that were used lately, each to be read again as it is now. */
export function LastUsed({ recent }: { recent: RecentView[] }) {
  const open = useOpenRecent();
  return (
    <Panel title="Last used" className={styles.panel}>
      <ul className={styles.list}>
        {recent.map((sheet, index) => {
          const namesake = recent.some((other) => other !== sheet && other.name === sheet.name);
          const name = (
            <>
              <Icon of={Table2} size="sm" />
              <span className={styles.name}><bdi>{sheet.name}</bdi>{namesake && <small><bdi>{sheet.folder}</bdi></small>}</span>
            </>
          );
          return (
            <li key={`${sheet.folder}/${sheet.name}`}>
              {sheet.isThere
                ? (
                  <Tooltip text={sheet.folder}>
                    <button type="button" className={styles.sheet} disabled={open.pending} onClick={() => void open.send(index)}>
                      {name}<span className={styles.when}>{dayAndTime(sheet.at)}</span>
                    </button>
                  </Tooltip>
                )
                : <div className={`${styles.sheet} ${styles.gone}`} title={sheet.folder}>{name}<span className={styles.when}>Not there any more</span></div>}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
