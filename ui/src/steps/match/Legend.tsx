import { useRef, useState } from "react";
import type { MarkView } from "../../backend";
import { Button } from "../../components/Button";
import { KindGlyph } from "../../components/KindGlyph";
import { Name } from "../../components/Name";
import { Panel } from "../../components/Panel";
import { Select } from "../../components/Select";
import { bestWords } from "../../connections/platforms";
import { number } from "../../format";
import { useConfirmMarks, useSetMark } from "../../mutations";
import { useCurrentConnection } from "../../queries";
import { choiceOf, legendSaid, levelsOf, meaningOf, meaningWords, meantBy, openMarks } from "./marks";
import styles from "./Match.module.css";

/** What marks and words in the place of levels mean: proposed, and confirmed once. */
export function Legend({ marks }: { marks: MarkView[] }) {
  const [changing, setChanging] = useState(false);
  const change = useRef<HTMLButtonElement>(null);
  const confirm = useConfirmMarks();
  const connection = useCurrentConnection();
  const open = openMarks(marks);
  if (marks.length === 0) return null;
  /** Folds to one line, where the focus stays. */
  const fold = () => {
    setChanging(false);
    requestAnimationFrame(() => change.current?.focus());
  };
  if (open === 0 && !changing) {
    return (
      <section className={styles.all} aria-labelledby="legend-said">
        <KindGlyph kind="done" />
        <h2 id="legend-said">What these mean</h2>
        <p className="grow muted"><bdi>{legendSaid(marks)}</bdi></p>
        <Button ref={change} size="sm" onClick={() => setChanging(true)}>Change<span className="sr"> what these mean</span></Button>
      </section>
    );
  }
  return (
    <Panel
      title="What these mean"
      aside={
        <>
          <span className="xs muted hideNarrow">They stand where levels are expected.{connection && <> {bestWords(connection)}</>}</span>
          {open > 0
            ? <Button size="sm" look="primary" busy={confirm.pending && "Using…"} onClick={() => void confirm.send().then((done) => { if (done !== undefined) fold(); })}>Use this legend</Button>
            : <Button size="sm" onClick={fold}>Done</Button>}
        </>
      }
    >
      <div className={styles.scroll}>
        <table className={`${styles.table} ${styles.legend}`}>
          <thead><tr><th scope="col">In your sheet</th><th scope="col">It means</th><th scope="col" className={styles.figure}>Cells</th><th scope="col">First in</th><th scope="col">Said by</th></tr></thead>
          <tbody>{marks.map((mark) => <MarkRow key={mark.written} mark={mark} />)}</tbody>
        </table>
      </div>
    </Panel>
  );
}

function MarkRow({ mark }: { mark: MarkView }) {
  const scale = useCurrentConnection()?.scale ?? { min: 0, max: 100, step: 1, best: "high" };
  const set = useSetMark();
  const meant = meantBy(mark);
  const levels = levelsOf(scale, [mark.proposed, meant].flatMap((each) => (each.means === "level" ? [each.level] : [])));
  const items = [
    ...levels.map((level) => ({ value: String(level), label: number(level) })),
    { value: "remove", label: meaningWords({ means: "remove" }), detail: "The skill is taken away" },
    { value: "nothing", label: meaningWords({ means: "nothing" }), detail: "Like an empty cell" },
  ];
  return (
    <tr>
      <th scope="row"><Name>{mark.written}</Name></th>
      <td>
        <Select<string> label={`What “${mark.written}” means`} value={choiceOf(meant)} items={items} onChange={(choice) => void set.send(mark.written, meaningOf(choice))} />
      </td>
      <td className={styles.figure}>{number(mark.cells)}</td>
      <td className="muted">{mark.first}</td>
      <td className="muted">{mark.said ? "You said so" : "Proposed, please check"}</td>
    </tr>
  );
}
