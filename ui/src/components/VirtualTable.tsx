import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from "react";
import { Icon } from "./Icon";
import { clampCell, moveCell, type Cell } from "./roving";
import styles from "./VirtualTable.module.css";

export type Column = {
  id: string;
  header: ReactNode;
  /** A track of CSS grid: `12rem`, `minmax(8rem, 1fr)`. */
  width: string;
  numeric?: boolean;
  /** How it is sorted now; left out where it cannot be. */
  sort?: "ascending" | "descending" | "none";
  onSort?: () => void;
};

export type RowAttributes = { className?: string | undefined; label?: string | undefined; selected?: boolean | undefined };

type Props = {
  label: string;
  columns: Column[];
  rowCount: number;
  /** Row height in rem. */
  rowHeight?: number;
  /** What stands in a cell. */
  cell: (row: number, column: number) => ReactNode;
  row?: (row: number) => RowAttributes;
  /** What takes a whole row, such as a group's heading; undefined for rows with cells. */
  wide?: (row: number) => ReactNode | undefined;
  /** The visible rows changed. */
  onRows?: (first: number, last: number) => void;
  /** A key that moves nothing was pressed on a cell; move it with `setActive`. */
  onCellKey?: (event: KeyboardEvent, at: Cell, setActive: (to: Cell) => void) => void;
  onActive?: (at: Cell, event: { shiftKey: boolean }) => void;
  /** Brings this cell into view and gives it the focus whenever the object changes. */
  goTo?: Cell | null;
  className?: string | undefined;
};

/** A table of any length: one stop for Tab, with a cell that the arrow keys move. Enter steps into a cell's own control, Escape comes back. */
export function VirtualTable({ label, columns, rowCount, rowHeight = 1.875, cell, row, wide, onRows, onCellKey, onActive, goTo, className }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [active, setActiveState] = useState<Cell>({ row: 0, column: 0 });
  const [wantsFocus, setWantsFocus] = useState(false);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  // eslint-disable-next-line react-hooks/incompatible-library -- its answers are read afresh at each drawing
  const virtual = useVirtualizer({ count: rowCount, getScrollElement: () => box.current, estimateSize: () => rowHeight * rem, overscan: 8, scrollPaddingStart: rowHeight * rem });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const at = clampCell(active, rowCount, columns.length);
  const template = { gridTemplateColumns: columns.map((column) => column.width).join(" ") };

  useEffect(() => { if (rowCount > 0) onRows?.(first, last); }, [first, last, rowCount, onRows]);
  useEffect(() => virtual.measure(), [virtual, rowHeight, rem]);

  const setActive = (to: Cell, shiftKey = false) => {
    const next = clampCell(to, rowCount, columns.length);
    virtual.scrollToIndex(next.row);
    setActiveState(next);
    setWantsFocus(true);
    onActive?.(next, { shiftKey });
  };
  useLayoutEffect(() => {
    if (!wantsFocus) return;
    const target = box.current?.querySelector<HTMLElement>("[data-active]");
    if (!target) return;
    target.focus({ preventScroll: true });
    setWantsFocus(false);
  }, [wantsFocus, active, first, last]);
  useEffect(() => {
    if (goTo) setActive(goTo);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a new wish moves the cell
  }, [goTo]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, here: Cell) => {
    const inside = event.target !== event.currentTarget;
    if (inside) {
      if (event.key === "Escape") event.currentTarget.focus();
      return;
    }
    const page = Math.max(1, last - first - 16);
    const to = moveCell(here, event, rowCount, columns.length, page);
    if (to) {
      event.preventDefault();
      setActive(to, event.shiftKey);
      return;
    }
    onCellKey?.(event, here, setActive);
    if (event.key === "Enter" && !event.defaultPrevented) {
      const control = event.currentTarget.querySelector<HTMLElement>("button, input, [role=checkbox], [role=combobox]");
      if (control) { event.preventDefault(); control.focus(); }
    }
  };

  const cellProps = (here: Cell) => ({
    role: "gridcell",
    tabIndex: here.row === at.row && here.column === at.column ? 0 : -1,
    "data-active": (here.row === at.row && here.column === at.column) || undefined,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKeyDown(event, here),
    onFocus: () => { if (here.row !== at.row || here.column !== at.column) { setActiveState(here); onActive?.(here, { shiftKey: false }); } },
  });

  return (
    <div ref={box} className={`${styles.box} ${className ?? ""}`} role="grid" aria-label={label} aria-rowcount={rowCount + 1} aria-colcount={columns.length}>
      <div className={styles.head} role="row" aria-rowindex={1} style={template}>
        {columns.map((column) => <HeadCell key={column.id} column={column} />)}
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, size }) => {
          const attributes = row?.(index) ?? {};
          const whole = wide?.(index);
          const place: CSSProperties = { transform: `translateY(${start}px)`, height: size };
          return (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              aria-label={attributes.label}
              aria-selected={attributes.selected}
              className={`${styles.row} ${whole === undefined ? "" : styles.wide} ${attributes.className ?? ""}`}
              style={{ ...place, ...template }}
            >
              {whole === undefined
                ? columns.map((column, position) => (
                  <div key={column.id} className={`${styles.cell} ${column.numeric ? styles.numeric : ""}`} aria-colindex={position + 1} {...cellProps({ row: index, column: position })}>
                    {cell(index, position)}
                  </div>
                ))
                : <div className={styles.cell} aria-colindex={1} aria-colspan={columns.length} {...cellProps({ row: index, column: at.row === index ? at.column : 0 })}>{whole}</div>}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function HeadCell({ column }: { column: Column }) {
  const { sort, onSort, header, numeric } = column;
  return (
    <div role="columnheader" className={`${styles.headCell} ${numeric ? styles.numeric : ""}`} {...(sort && { "aria-sort": sort })}>
      {onSort ? (
        <button type="button" className={styles.sort} onClick={onSort}>
          {header}
          {sort === "ascending" && <Icon of={ArrowUp} size="sm" />}
          {sort === "descending" && <Icon of={ArrowDown} size="sm" />}
        </button>
      ) : header}
    </div>
  );
}
