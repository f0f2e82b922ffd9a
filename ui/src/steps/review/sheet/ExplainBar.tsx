import { ChevronRight } from "lucide-react";
import type { ExplainView, RepairView } from "../../../backend";
import { Button } from "../../../components/Button";
import { BestEnd } from "../../../connections/BestEnd";
import { KindGlyph } from "../../../components/KindGlyph";
import styles from "./ExplainBar.module.css";

interface Props {
  cell: string;
  explain: ExplainView | undefined;
  hasProblems: boolean;
  onRepair: (repair: RepairView) => void;
  onNext: () => void;
}

/** Says what happens at the cell, where Excel shows its formula, and repairs it. */
export function ExplainBar({ cell, explain, hasProblems, onRepair, onNext }: Props) {
  const here = explain?.cell === cell ? explain : undefined;
  const whole = here ? [here.title, here.detail].filter(Boolean).join(" ") : undefined;
  return (
    <div className={styles.bar}>
      <span className={styles.at}>{cell}</span>
      <div className={styles.text} role="status" title={whole}>
        {here?.kind && <KindGlyph kind={here.kind} named />}
        <span>{here && <><b>{here.title}</b> <span className="muted">{here.detail}</span></>}</span>
      </div>
      <div className={styles.actions}>
        <BestEnd />
        {here?.repairs.map((repair) => <Button key={repair.label} size="sm" data-explain-repair onClick={() => onRepair(repair)}>{repair.label}</Button>)}
        {hasProblems && <Button size="sm" look="quiet" trail={ChevronRight} title="F8" onClick={onNext}>Next problem</Button>}
      </div>
    </div>
  );
}
