import { ArrowRight } from "lucide-react";
import type { NameView } from "../../backend";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Name } from "../../components/Name";
import { number } from "../../format";
import { useReopenName } from "../../mutations";
import styles from "./Match.module.css";

/** Names that match, and those that were settled by hand. */
export function MatchedTable({ names }: { names: NameView[] }) {
  const reopen = useReopenName();
  return (
    <div className={styles.scroll}>
      <table className={`${styles.table} ${styles.open}`}>
        <thead>
          <tr>
            <th scope="col">In your sheet</th>
            <th scope="col"><span className="sr">is</span><Icon of={ArrowRight} size="sm" /></th>
            <th scope="col">In your contact centre</th>
            <th scope="col" className={styles.figure}>Rows</th>
            <th scope="col">How</th>
            <th scope="col"><span className="sr">What to do</span></th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const match = name.candidates.find(({ id }) => id === name.settled) ?? name.candidates[0];
            return (
              <tr key={`${name.thing} ${name.written}`}>
                <th scope="row"><Name>{name.written}</Name></th>
                <td className={styles.arrow}><Icon of={ArrowRight} size="sm" /></td>
                <td>{name.leftOut ? <span className="muted">Left out</span> : match && <Name detail={match.detail}>{match.name}</Name>}</td>
                <td className={styles.figure}>{number(name.rows)}</td>
                <td className="muted">{name.why}</td>
                <td>
                  <div className={styles.repairs}>
                    {(name.settled !== null || name.leftOut || name.remembered) && (
                      <Button size="sm" look="quiet" disabled={reopen.pending} onClick={() => void reopen.send(name.thing, name.written)}>Change<span className="sr"> {name.written}</span></Button>
                    )}
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
