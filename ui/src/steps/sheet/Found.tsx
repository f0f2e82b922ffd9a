import { useState } from "react";
import type { SheetView } from "../../backend";
import { Button } from "../../components/Button";
import { NumberField } from "../../components/Field";
import { number } from "../../format";
import { useSetHeadingRow } from "../../mutations";
import styles from "./ChosenSheet.module.css";
import { LayoutChoice } from "./LayoutChoice";

/** What was found in the sheet, to be corrected. */
export function Found({ sheet }: { sheet: SheetView }) {
  return (
    <aside className={styles.found} aria-label="What was found">
      <Headings sheet={sheet} />
      <section className={styles.part}>
        <h2 id="layout-title">Layout</h2>
        <LayoutChoice layout={sheet.layout} />
      </section>
      <section className={styles.part}>
        <h2>Rows</h2>
        <dl className={styles.counts}>
          <dt>Read</dt><dd>{number(sheet.rowsRead)}</dd>
          <dt>Agents named</dt><dd>{number(sheet.agentsNamed)}</dd>
          <dt>Empty rows skipped</dt><dd>{number(sheet.rowsEmpty)}</dd>
          <dt>Hidden rows, read too</dt><dd>{number(sheet.rowsHidden)}</dd>
        </dl>
      </section>
    </aside>
  );
}

function Headings({ sheet }: { sheet: SheetView }) {
  const [changing, setChanging] = useState(false);
  const names = sheet.headings.map((heading) => heading.text).filter(Boolean);
  return (
    <section className={styles.part}>
      <div className="row">
        <h2 className="grow">Headings in row {number(sheet.headingRow)}</h2>
        <Button size="sm" aria-expanded={changing} onClick={() => setChanging(!changing)}>Change</Button>
      </div>
      {changing && <HeadingRowForm sheet={sheet} onDone={() => setChanging(false)} />}
      <p className="muted">{names.slice(0, 12).join(", ")}{names.length > 12 && ` and ${number(names.length - 12)} more`}</p>
    </section>
  );
}

function HeadingRowForm({ sheet, onDone }: { sheet: SheetView; onDone: () => void }) {
  const [row, setRow] = useState(sheet.headingRow);
  const set = useSetHeadingRow();
  const fits = Number.isInteger(row) && row >= 1 && row <= sheet.lastRow;
  return (
    <form
      className={styles.rowForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (!fits) return;
        void set.send(row);
        onDone();
      }}
    >
      <NumberField label="Row of the headings" value={row} onChange={setRow} min={1} max={sheet.lastRow} error={fits ? undefined : `From 1 to ${number(sheet.lastRow)}`} />
      <Button type="submit">Use it</Button>
    </form>
  );
}
