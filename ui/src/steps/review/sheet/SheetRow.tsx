import { EyeOff } from "lucide-react";
import { memo } from "react";
import type { LineKind, SheetRowView } from "../../../backend";
import { Icon } from "../../../components/Icon";
import type { EditDone } from "./CellEdit";
import { ROW_NUMBER } from "./range";
import { saidOfRow } from "./said";
import { SheetCell } from "./SheetCell";
import styles from "./SheetGrid.module.css";
import type { ColumnPlan } from "./useColumns";
import type { Drawn } from "./useGrid";
import { isCut } from "./widths";

interface Props {
  number: number;
  top: number;
  row: SheetRowView | undefined;
  plan: ColumnPlan;
  drawn: readonly Drawn[];
  rem: number;
  names: ReadonlySet<number>;
  only: LineKind | null;
  /** The column with the focus when it is in this row; null when it is not. */
  active: number | null;
  /** The columns chosen in this row; none when `chosenTo` is smaller. */
  chosenFrom: number;
  chosenTo: number;
  edit: string | null | undefined;
  onDone: EditDone;
}

/** A row of the person's sheet: its number, the column that stays, and those in sight. */
export const SheetRow = memo(function SheetRow({ number, top, row, plan, drawn, rem, names, only, active, chosenFrom, chosenTo, edit, onDone }: Props) {
  const chosen = chosenFrom <= ROW_NUMBER && chosenTo >= 0;
  const classes = [styles.row, row?.skipped && styles.skipped, row?.leftOut && styles.rowOut];
  return (
    <div role="row" aria-rowindex={number} data-row={number} className={classes.filter(Boolean).join(" ")} style={{ transform: `translateY(${top}px)` }}>
      <div role="rowheader" data-cell={ROW_NUMBER} tabIndex={active === ROW_NUMBER ? 0 : -1} aria-selected={chosen} aria-label={saidOfRow(number, row)} style={{ width: plan.number }}
        className={`${styles.number} ${chosen ? styles.numberChosen : ""} ${active === ROW_NUMBER ? styles.active : ""}`} title={row?.hidden ? "Hidden in the workbook" : undefined}>
        {number}
        {row?.hidden && <Icon of={EyeOff} size="sm" />}
      </div>
      {drawn.map(({ column, gap }) => {
        const cell = row?.cells[column];
        return (
          <SheetCell key={column} cell={cell} column={column} gap={gap} pinned={column === plan.pinned} isName={names.has(column)} style={plan.styles[column] ?? {}}
            cut={cell !== undefined && isCut(cell.text, plan.widths[column] ?? 0, rem)} active={active === column} chosen={column >= chosenFrom && column <= chosenTo}
            dim={only !== null && cell?.mark !== only} edit={active === column ? edit : undefined} onDone={onDone} />
        );
      })}
    </div>
  );
});
