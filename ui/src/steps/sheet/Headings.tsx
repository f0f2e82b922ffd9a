import { useState } from "react";
import type { SheetView } from "../../backend";
import { Button } from "../../components/Button";
import { CheckBox } from "../../components/Choice";
import { NumberField } from "../../components/Field";
import { number } from "../../format";
import { useSetHeadingRow, useSetHeadingRows } from "../../mutations";
import styles from "./ChosenSheet.module.css";
import { headingsTitle } from "./foundWords";
import { Why } from "./Found";

/** How many headings are named. */
const NAMED = 8;

/** Where the headings are, what they are, and why. */
export function Headings({ sheet }: { sheet: SheetView }) {
  const [changing, setChanging] = useState(false);
  const names = sheet.headings.map((heading) => heading.text).filter(Boolean);
  return (
    <section className={styles.part}>
      <div className="row">
        <h2 className="grow">{headingsTitle(sheet)}</h2>
        <Button size="sm" aria-expanded={changing} onClick={() => setChanging(!changing)}>Change<span className="sr"> the rows of the headings</span></Button>
      </div>
      {changing && <HeadingRowForm key={`${sheet.headingRow} ${sheet.headingRows}`} sheet={sheet} />}
      {sheet.why.headings === ""
        ? <p className="muted">{names.slice(0, NAMED).join(", ")}{names.length > NAMED && ` and ${number(names.length - NAMED)} more`}</p>
        : <Why>{sheet.why.headings}</Why>}
    </section>
  );
}

function HeadingRowForm({ sheet }: { sheet: SheetView }) {
  const [row, setRow] = useState(sheet.headingRow);
  const set = useSetHeadingRow();
  const setRows = useSetHeadingRows();
  const fits = Number.isInteger(row) && row >= 1 && row <= sheet.lastRow;
  return (
    <form
      className={styles.headingForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (fits) void set.send(row);
      }}
    >
      <NumberField label="Row of the headings" value={row} onChange={setRow} min={1} max={sheet.lastRow} error={fits ? undefined : `From 1 to ${number(sheet.lastRow)}`} />
      <Button type="submit" disabled={set.pending}>Use it</Button>
      {sheet.headingRow > 1 && (
        <CheckBox checked={sheet.headingRows === 2} disabled={setRows.pending} onChange={(two) => void setRows.send(two ? 2 : 1)}>And row {number(sheet.headingRow - 1)} above it</CheckBox>
      )}
    </form>
  );
}
