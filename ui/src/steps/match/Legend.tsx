import { useEffect, useRef, useState } from "react";
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
import { Sure } from "./Sure";

/** What marks and words in the place of levels mean: proposed, and confirmed once. */
export function Legend({ marks }: { marks: MarkView[] }) {
  const [changing, setChanging] = useState(false);
  const change = useRef<HTMLButtonElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  /** The focus is in what folds or unfolds next, and goes with it. */
  const takesFocus = useRef(false);
  const confirm = useConfirmMarks();
  const connection = useCurrentConnection();
  const open = openMarks(marks);
  const folded = open === 0 && !changing;
  useEffect(() => {
    if (!takesFocus.current) return;
    takesFocus.current = false;
    (folded ? change.current : body.current?.querySelector<HTMLElement>("[role=combobox]"))?.focus();
  }, [folded]);
  if (marks.length === 0) return null;
  const show = (unfolded: boolean) => {
    takesFocus.current = true;
    setChanging(unfolded);
  };
  const confirmAll = async () => {
    takesFocus.current = true;
    if (await confirm.send() !== undefined) setChanging(false);
  };
  if (folded) {
    return (
      <section className={styles.all} aria-labelledby="legend-said">
        <KindGlyph kind="done" />
        <h2 id="legend-said">What these mean</h2>
        <p className="grow muted"><bdi>{legendSaid(marks)}</bdi></p>
        <Button ref={change} size="sm" onClick={() => show(true)}>Change<span className="sr"> what these mean</span></Button>
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
            ? <Button size="sm" busy={confirm.pending && "Using…"} onClick={() => void confirmAll()}>Use this legend</Button>
            : <Button size="sm" onClick={() => show(false)}>Done</Button>}
        </>
      }
    >
      <div className={styles.scroll}>
        <table className={`${styles.table} ${styles.legend}`}>
          <thead><tr><th scope="col">In your sheet</th><th scope="col">It means</th><th scope="col" className={styles.figure}>Cells</th><th scope="col">First in</th><th scope="col">How sure</th></tr></thead>
          <tbody ref={body}>{marks.map((mark) => <MarkRow key={mark.written} mark={mark} onSaid={() => { takesFocus.current = open === 1 && mark.said === null && !changing; }} />)}</tbody>
        </table>
      </div>
    </Panel>
  );
}

function MarkRow({ mark, onSaid }: { mark: MarkView; onSaid: () => void }) {
  const scale = useCurrentConnection()?.scale ?? { min: 0, max: 100, step: 1, best: "high" };
  const set = useSetMark();
  const meant = meantBy(mark);
  const levels = levelsOf(scale, [mark.proposed, meant].flatMap((each) => (each.means === "level" ? [each.level] : [])));
  const items = [
    ...levels.map((level) => ({ value: String(level), label: number(level) })),
    { value: "remove", label: meaningWords({ means: "remove" }) },
    { value: "nothing", label: meaningWords({ means: "nothing" }), detail: "Like an empty cell" },
  ];
  return (
    <tr>
      <th scope="row"><Name>{mark.written}</Name></th>
      <td>
        <Select<string> label={`What “${mark.written}” means`} value={choiceOf(meant)} items={items} onChange={(choice) => { onSaid(); void set.send(mark.written, meaningOf(choice)); }} />
      </td>
      <td className={styles.figure}>{number(mark.cells)}</td>
      <td className="muted">{mark.first}</td>
      <td>{mark.said ? "You said so" : <Sure sure="pleaseCheck" why="" />}</td>
    </tr>
  );
}
