import { memo } from "react";
import type { LineView, RepairView } from "../../../backend";
import { Button } from "../../../components/Button";
import { KindGlyph } from "../../../components/KindGlyph";
import { Name } from "../../../components/Name";
import { COLUMN } from "./columns";
import styles from "./Changes.module.css";

interface Props {
  line: LineView;
  /** The column of the roving focus when it is in this row, else −1. */
  active: number;
  index: number;
  onRepair: (repair: RepairView, index: number) => void;
}

/** A problem, its sentence and its repairs. */
export const ProblemRow = memo(function ProblemRow({ line, active, index, onRepair }: Props) {
  const cell = (column: number) => ({ role: "gridcell", "data-column": column, tabIndex: active === column ? 0 : -1 }) as const;
  return (
    <>
      <span role="gridcell" />
      <span role="gridcell" className={styles.centre}><KindGlyph kind="problem" named /></span>
      <span {...cell(COLUMN.agent)} className={styles.agent} title={line.agentDetail || undefined}><Name>{line.agent}</Name></span>
      <span {...cell(COLUMN.skill)}><Name>{line.skill}</Name></span>
      <span {...cell(COLUMN.now)} className={styles.message} title={line.message}>{line.message}</span>
      <span {...cell(COLUMN.at)} className={`${styles.number} ${styles.faint}`}>{line.at}</span>
      <span role="gridcell" className={styles.repairs}>
        {line.repairs.map((repair, number) => (
          // By place, so that the focus stays when the next problem moves up into this row.
          <Button key={number} size="sm" data-column={COLUMN.repairs + number} data-repair={index} tabIndex={active === COLUMN.repairs + number ? 0 : -1}
            aria-label={`${repair.label}: ${line.agent}, ${line.skill}`} onClick={() => onRepair(repair, index)}>
            {repair.label}
          </Button>
        ))}
      </span>
    </>
  );
});
