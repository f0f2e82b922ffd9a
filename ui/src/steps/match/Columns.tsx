import type { ColumnView, FieldView, HeadingView, MatchView } from "../../backend";
import { Panel } from "../../components/Panel";
import { Select } from "../../components/Select";
import { bestWords } from "../../connections/platforms";
import { columnLetter, count, list, number } from "../../format";
import { useSetColumn } from "../../mutations";
import { useApp, useCurrentConnection } from "../../queries";
import { Sure } from "./Sure";
import styles from "./Match.module.css";

const FIELDS: Record<FieldView, string> = { agent: "Agent", skill: "Skill", proficiency: "Proficiency", action: "Action" };

/** How many unused columns are named. */
const NAMED = 4;

function unusedWords(unused: string[]): string {
  if (unused.length === 0) return "";
  const named = unused.slice(0, NAMED).map((heading) => `“${heading}”`);
  const parts = unused.length > NAMED ? [...named, `${number(unused.length - NAMED)} more`] : named;
  return `${list(parts)} ${unused.length === 1 ? "is" : "are"} kept in your result workbook.`;
}

/** Which column is what. */
export function Columns({ matching }: { matching: MatchView }) {
  const headings = useApp((app) => app.sheet?.headings ?? []);
  const connection = useCurrentConnection();
  const used = matching.columns.filter((column) => column.column !== null).length + matching.skillColumns;
  return (
    <Panel title="Columns" aside={<span className="xs muted hideNarrow">{number(used)} of {number(used + matching.unused.length)} used. {unusedWords(matching.unused)}</span>}>
      <div className={styles.scroll}>
        <table className={`${styles.table} ${styles.columns}`}>
          <thead><tr><th scope="col">Skillsheet needs</th><th scope="col">Column in your sheet</th><th scope="col">What is in it</th><th scope="col">How sure</th></tr></thead>
          <tbody>
            {matching.columns.map((column) => <ColumnRow key={column.field} column={column} headings={headings} />)}
            {matching.skillColumns > 0 && (
              <tr>
                <th scope="row">Skills</th>
                <td>{count(matching.skillColumns, "column")}, one for each skill</td>
                <td className="muted" colSpan={2}>
                  <span className={styles.content}>Their names are matched below.{connection && <> Levels go from {number(connection.scale.min)} to {number(connection.scale.max)}. {bestWords(connection)}</>}</span>
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function ColumnRow({ column, headings }: { column: ColumnView; headings: HeadingView[] }) {
  const connection = useCurrentConnection();
  const scale = connection?.scale;
  const set = useSetColumn();
  const items = [
    ...(column.optional || column.column === null ? [{ value: null, label: column.optional ? "Not used" : "Choose the column" }] : []),
    ...headings.map((heading) => ({ value: heading.column, label: heading.text || `Column ${columnLetter(heading.column)}`, lead: heading.letter || columnLetter(heading.column) })),
  ];
  // Which end is the best is said where levels are chosen, with the product’s name.
  const levels = column.field === "proficiency" && column.column !== null && connection ? bestWords(connection) : null;
  return (
    <tr>
      <th scope="row">
        {FIELDS[column.field]}
        {column.field === "proficiency" && scale && <span className={styles.small}> {number(scale.min)} to {number(scale.max)}</span>}
        {column.optional && <span className={styles.small}> optional</span>}
      </th>
      <td><Select<number | null> label={`Column of the ${FIELDS[column.field].toLowerCase()}`} value={column.column} items={items} onChange={(next) => void set.send(column.field, next)} /></td>
      <td className="muted"><span className={styles.content}>{column.content}{levels && <> {levels}</>}</span></td>
      <td>{column.column !== null && <Sure sure={column.sure} />}</td>
    </tr>
  );
}
