import { ChevronRight } from "lucide-react";
import type { ExplainView, RepairView } from "../../../backend";
import { Button } from "../../../components/Button";
import { KindGlyph } from "../../../components/KindGlyph";
import { BestEnd } from "../../../connections/BestEnd";
import styles from "./ExplainBar.module.css";

/** What is in hand: a cell, or whole rows. */
export interface InHand {
  /** Where it is, in words: “E88”, “Rows 88 to 92”. */
  at: string;
  /** What is said of it in place of the cell's own sentence; null for a cell. */
  sentence: string | null;
  /** What a corrected cell was before. */
  was: string | null;
  /** The button that leaves its rows out or takes them in; null where it is not offered. */
  rows: string | null;
}

interface Props {
  inHand: InHand;
  /** What happens at the cell; undefined while it is on its way. */
  explain: ExplainView | undefined;
  hasProblems: boolean;
  onRepair: (repair: RepairView) => void;
  onRows: () => void;
  onNext: () => void;
}

/** Says what happens at the cell, where Excel shows its formula, and repairs it. */
export function ExplainBar({ inHand, explain, hasProblems, onRepair, onRows, onNext }: Props) {
  const { at, sentence, was, rows } = inHand;
  const cell = sentence === null ? explain : undefined;
  const title = sentence ?? cell?.title;
  const detail = [cell?.detail, was && `It ${was}.`].filter(Boolean).join(" ");
  return (
    <div className={styles.bar}>
      <span className={styles.at}>{at}</span>
      <div className={styles.text} role="status" title={[title, detail].filter(Boolean).join(" ") || undefined}>
        {cell?.kind && <KindGlyph kind={cell.kind} named />}
        <span>{title && <b>{title}</b>} {detail && <span className="muted">{detail}</span>}</span>
      </div>
      <div className={styles.actions}>
        <BestEnd />
        {cell?.repairs.map((repair) => <Button key={repair.label} size="sm" data-explain-repair onClick={() => onRepair(repair)}>{repair.label}</Button>)}
        {rows !== null && <Button size="sm" look={sentence === null ? "quiet" : "plain"} onClick={onRows}>{rows}</Button>}
        {hasProblems && <Button size="sm" look="quiet" trail={ChevronRight} title="F8" onClick={onNext}>Next problem</Button>}
      </div>
    </div>
  );
}
