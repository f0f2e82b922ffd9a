import type { LossView, ReviewView } from "../../backend";
import { Button } from "../../components/Button";
import { KindGlyph } from "../../components/KindGlyph";
import { Name } from "../../components/Name";
import { Panel } from "../../components/Panel";
import { count, list, number } from "../../format";
import { useKeepSkill } from "../../mutations";
import { useLosses } from "../../queries";
import styles from "./Losses.module.css";

/** What the exact mode would take away, skill by skill, largest loss first. */
export function Losses({ review }: { review: ReviewView }) {
  const { data: losses = [] } = useLosses(true);
  const { send: keep } = useKeepSkill();
  return (
    <Panel
      className={styles.panel}
      title={`What ${count(review.losingAgents, "agent")} would lose`}
      aside={<span className="xs muted">{count(review.exactRemoves, "skill")} not in your sheet, largest loss first</span>}
    >
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key */}
      <div className={styles.box} tabIndex={0} role="region" aria-label="What agents would lose">
        <table className={styles.table}>
          <thead>
            <tr>
              <th className={styles.glyph}><span className="sr">Kind</span></th><th className={styles.skill}>Skill</th>
              <th className={styles.number}>Lose it</th><th className={styles.number}>Have it</th>
              <th className={styles.meterCol}><span className="sr">Share</span></th><th>For example</th><th className={styles.action}><span className="sr">Keep</span></th>
            </tr>
          </thead>
          <tbody>{losses.map((loss) => <Loss key={loss.id} loss={loss} onKeep={(kept) => void keep(loss.id, kept)} />)}</tbody>
        </table>
      </div>
    </Panel>
  );
}

function Loss({ loss, onKeep }: { loss: LossView; onKeep: (kept: boolean) => void }) {
  const more = loss.lose > loss.examples.length;
  const examples = more ? `${loss.examples.join(", ")}, …` : list(loss.examples);
  const share = loss.have > 0 ? Math.round((loss.lose / loss.have) * 100) : 0;
  return (
    <tr className={loss.kept ? styles.kept : undefined}>
      <td className={styles.glyph}><KindGlyph kind={loss.kept ? "same" : "remove"} /></td>
      <th scope="row"><Name>{loss.skill}</Name></th>
      <td className={styles.number}>{loss.kept ? 0 : number(loss.lose)}</td>
      <td className={styles.number}>of {number(loss.have)}</td>
      <td>{!loss.kept && <span className={styles.meter} aria-hidden="true"><span style={{ width: `${share}%` }} /></span>}</td>
      <td className="muted" title={loss.examples.join(", ")}><bdi>{loss.kept ? "You keep this skill" : examples}</bdi></td>
      <td className={styles.action}>
        <Button size="sm" aria-label={loss.kept ? `Take ${loss.skill} away after all` : `Keep ${loss.skill}`} onClick={() => onKeep(!loss.kept)}>
          {loss.kept ? "Take away" : "Keep this skill"}
        </Button>
      </td>
    </tr>
  );
}
