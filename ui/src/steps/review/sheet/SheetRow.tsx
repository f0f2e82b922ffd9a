import type { VirtualItem } from "@tanstack/react-virtual";
import { memo } from "react";
import type { LineKind, SheetRowView } from "../../../backend";
import type { SheetCellProps } from "./SheetCell";
import { SheetCell } from "./SheetCell";
import styles from "./SheetGrid.module.css";
import type { ColumnPlan } from "./useColumns";

interface Props {
  number: number;
  top: number;
  row: SheetRowView | undefined;
  plan: ColumnPlan;
  items: VirtualItem[];
  names: ReadonlySet<number>;
  only: LineKind | null;
  /** The column with the focus when it is in this row, else −1. */
  active: number;
  /** The columns chosen in this row; both −1 when there are none. */
  chosenFrom: number;
  chosenTo: number;
  edit: string | null | undefined;
  onDone: SheetCellProps["onDone"];
}

/** A row of the person's sheet: its number, the columns that stay, and those in sight. */
export const SheetRow = memo(function SheetRow({ number, top, row, plan, items, names, only, active, chosenFrom, chosenTo, edit, onDone }: Props) {
  const cell = (column: number, pinned: boolean) => {
    const value = row?.cells[column];
    return (
      <SheetCell key={column} cell={value} column={column} pinned={pinned} lastPinned={pinned && column === plan.pinned - 1} isName={names.has(column)}
        style={plan.styles[column] ?? {}} active={active === column} chosen={column >= chosenFrom && column <= chosenTo}
        dim={only !== null && value?.mark !== only} edit={active === column ? edit : undefined} onDone={onDone} />
    );
  };
  return (
    <div role="row" aria-rowindex={number} data-row={number} className={`${styles.row} ${row?.skipped ? styles.skipped : ""}`} style={{ transform: `translateY(${top}px)` }}>
      <div role="rowheader" className={styles.number}>{number}</div>
      {Array.from({ length: plan.pinned }, (_, column) => cell(column, true))}
      <Gap items={items} plan={plan} />
      {items.map((item) => cell(item.index + plan.pinned, false))}
    </div>
  );
});

/** Stands for the columns that are scrolled away to the left. */
export function Gap({ items, plan }: { items: VirtualItem[]; plan: ColumnPlan }) {
  const width = (items[0]?.start ?? plan.start) - plan.start;
  return width > 0 ? <div role="presentation" style={{ width, flex: "none" }} /> : null;
}
