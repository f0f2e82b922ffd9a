import type { ColumnView, FieldView, HeadingView, LayoutView, MatchView } from "../../backend";
import { Panel } from "../../components/Panel";
import { Select } from "../../components/Select";
import { bestWords } from "../../connections/platforms";
import { columnLetter, count, number, sentence } from "../../format";
import { useSetColumn } from "../../mutations";
import { useApp, useCurrentConnection } from "../../queries";
import { KeptChoices } from "./KeptChoices";
import styles from "./Match.module.css";
import { Sure } from "./Sure";
import { unusedWords } from "./words";

const FIELDS: Record<FieldView, string> = { agent: "Agent", agentRest: "Rest of the agent’s name", skill: "Skill", proficiency: "Proficiency", action: "Action" };

/** What a field is called: in one cell with its level, a skill is several. */
const fieldName = (field: FieldView, layout: LayoutView) => (layout === "packed" && field === "skill" ? "Skills and levels" : FIELDS[field]);

/** Which column is what. */
export function Columns({ matching }: { matching: MatchView }) {
  const { headings, layout } = useApp((app) => ({ headings: app.sheet?.headings ?? [], layout: app.sheet?.layout ?? ("list" as const) }));
  const used = matching.columns.filter((column) => column.column !== null).length + matching.skillColumns;
  const said = `${number(used)} of ${number(used + matching.unused.length)} used. ${unusedWords(matching.unused)}`;
  return (
    <Panel title="Columns" aside={<div className={styles.aside}><span className="xs muted hideNarrow" title={said}>{said}</span><KeptChoices /></div>}>
      <div className={styles.scroll}>
        <table className={`${styles.table} ${styles.columns}`}>
          <thead><tr><th scope="col">Skillsheet needs</th><th scope="col">Column in your sheet</th><th scope="col">What is in it</th><th scope="col">How sure</th></tr></thead>
          <tbody>
            {matching.columns.map((column) => <ColumnRow key={column.field} column={column} headings={headings} layout={layout} />)}
            {matching.skillColumns > 0 && <HeadsRow columns={matching.skillColumns} layout={layout} />}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

/** The columns of a grid: each is headed by a skill, or in one that is turned, by an agent. */
function HeadsRow({ columns, layout }: { columns: number; layout: LayoutView }) {
  const connection = useCurrentConnection();
  const [plural, one] = layout === "transposed" ? ["Agents", "agent"] : ["Skills", "skill"];
  return (
    <tr>
      <th scope="row">{plural}</th>
      <td>{count(columns, "column")}, one for each {one}</td>
      <td className="muted" colSpan={2}>
        <span className={styles.content}>Their names are matched below.{connection && <> Levels go from {number(connection.scale.min)} to {number(connection.scale.max)}. {bestWords(connection)}</>}</span>
      </td>
    </tr>
  );
}

function ColumnRow({ column, headings, layout }: { column: ColumnView; headings: HeadingView[]; layout: LayoutView }) {
  const connection = useCurrentConnection();
  const scale = connection?.scale;
  const set = useSetColumn();
  const items = [
    ...(column.optional || column.column === null ? [{ value: null, label: column.optional ? "Not used" : "Choose the column" }] : []),
    ...headings.map((heading) => ({ value: heading.column, label: heading.text || `Column ${columnLetter(heading.column)}`, lead: heading.letter || columnLetter(heading.column) })),
  ];
  const holdsLevels = column.field === "proficiency" || (layout === "packed" && column.field === "skill");
  // Which end is the best is said where levels are chosen, with the product’s name.
  const levels = holdsLevels && column.column !== null && connection ? bestWords(connection) : null;
  return (
    <tr>
      <th scope="row">
        {fieldName(column.field, layout)}
        {holdsLevels && scale && <span className={styles.small}> {number(scale.min)} to {number(scale.max)}</span>}
        {column.optional && <span className={styles.small}> optional</span>}
      </th>
      <td><Select<number | null> label={`Column of the ${fieldName(column.field, layout).toLowerCase()}`} value={column.column} items={items} onChange={(next) => void set.send(column.field, next)} /></td>
      <td className="muted"><span className={styles.content}>{levels === null ? column.content : <>{sentence(column.content)} {levels}</>}</span></td>
      <td>{column.column !== null && <Sure sure={column.sure} why={column.why} />}</td>
    </tr>
  );
}
