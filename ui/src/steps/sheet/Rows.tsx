import type { SheetView } from "../../backend";
import { Segmented } from "../../components/Choice";
import { number } from "../../format";
import { useSetHidden } from "../../mutations";
import styles from "./ChosenSheet.module.css";
import { hiddenSaid } from "./foundWords";

/** What the rows hold, and which are passed over. */
export function Rows({ sheet }: { sheet: SheetView }) {
  const counts: [string, number][] = [
    ["Empty rows skipped", sheet.rowsEmpty],
    ["Explaining rows passed over", sheet.explanations],
    ["Rows of totals passed over", sheet.totals],
  ];
  return (
    <section className={styles.part}>
      <h2>Rows</h2>
      <dl className={styles.counts}>
        <dt>Read</dt><dd>{number(sheet.rowsRead)}</dd>
        <dt>Agents named</dt><dd>{number(sheet.agentsNamed)}</dd>
        {counts.filter(([, rows]) => rows > 0).map(([name, rows]) => <div key={name} className={styles.count}><dt>{name}</dt><dd>{number(rows)}</dd></div>)}
      </dl>
    </section>
  );
}

/** Hidden rows and columns are read, unless the person says otherwise. */
export function HiddenChoice({ sheet }: { sheet: SheetView }) {
  const set = useSetHidden();
  return (
    <section className={styles.part}>
      <h2>Hidden in the workbook</h2>
      <p id="hidden-said" className="muted">{hiddenSaid(sheet)}</p>
      <Segmented<boolean>
        small
        labelledBy="hidden-said"
        value={sheet.readsHidden}
        disabled={set.pending}
        onChange={(read) => void set.send(read)}
        options={[{ value: true, label: "Read them" }, { value: false, label: "Leave them out" }]}
      />
    </section>
  );
}
