import type { VirtualItem } from "@tanstack/react-virtual";
import { CircleSlash, EyeOff } from "lucide-react";
import type { PreviewRow, SheetView } from "../../backend";
import { Icon } from "../../components/Icon";
import type { Cell } from "../../components/roving";
import { loneText, rowUse } from "./previewRows";
import styles from "./Preview.module.css";

export type PreviewLineProps = {
  index: number;
  /** What was read; undefined while it is on its way. */
  row: PreviewRow | undefined;
  /** Sizes and places in px. */
  start: number;
  height: number;
  gutter: number;
  width: number;
  columns: VirtualItem[];
  sheet: SheetView;
  active: Cell;
  onActive: (cell: Cell) => void;
  onHeading: (row: number) => void;
};

/** One row of the preview. */
export function PreviewLine({ index, row, start, height, gutter, width, columns, sheet, active, onActive, onHeading }: PreviewLineProps) {
  const number = index + 1;
  const lone = row ? loneText(row) : null;
  const { isHeading, isUnused, isHidden, isPassedOver, words } = rowUse(number, row, sheet);
  const className = [styles.row, isHeading && styles.heading, isUnused && styles.skipped].filter(Boolean).join(" ");
  // Where the row has more than one text, a tag would cover some of them: there the sign beside the number says it.
  const tag = words !== "" && isUnused && <span className={styles.tag} aria-hidden="true">{words}</span>;
  const cellClass = (column: number) => [
    styles.cell, row?.numbers[column] && styles.figure, !sheet.readsHidden && sheet.hiddenColumns.includes(column) && styles.leftOut,
  ].filter(Boolean).join(" ");
  const stop = (column: number) => {
    const here = active.row === index && active.column === column;
    return { tabIndex: here ? 0 : -1, "data-active": here || undefined, onFocus: () => onActive({ row: index, column }), "aria-colindex": column + 1 };
  };
  return (
    <div className={className} role="row" aria-rowindex={index + 2} style={{ transform: `translateY(${start}px)`, height, width: gutter + width }}>
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the grid hears the keys, and `stop` gives it the focus */}
      <div
        className={styles.number}
        role="rowheader"
        aria-label={`Row ${number}${isHeading ? ", the headings" : ""}${words === "" ? "" : `, ${words}`}`}
        title={isHeading ? "The headings are here" : `${words === "" ? "" : `Row ${number}: ${words}. `}Use row ${number} as the headings`}
        onClick={() => onHeading(number)}
        {...stop(0)}
      >
        <span>{number}{(isHidden || isPassedOver) && <Icon of={isHidden ? EyeOff : CircleSlash} size="sm" />}</span>
      </div>
      {lone !== null
        ? <div className={styles.cell} role="gridcell" aria-colspan={Math.max(1, columns.length)} style={{ left: gutter, width }} {...stop(active.row === index ? Math.max(1, active.column) : 1)}>{lone}{tag}</div>
        : columns.map((column) => (
          <div
            key={column.index}
            className={cellClass(column.index)}
            role="gridcell"
            style={{ left: gutter + column.start, width: column.size }}
            {...stop(column.index + 1)}
          >
            {row?.cells[column.index]}
          </div>
        ))}
    </div>
  );
}
