import { ArrowRight } from "lucide-react";
import type { LineKind } from "../backend";
import { Icon } from "../components/Icon";
import { KindGlyph } from "../components/KindGlyph";
import styles from "./Demo.module.css";

const LINES: { kind: Exclude<LineKind, "problem" | "leftAlone">; agent: string; skill: string; now?: number; new?: number }[] = [
  { kind: "change", agent: "Adaeze Okafor", skill: "Billing", now: 3, new: 4 },
  { kind: "add", agent: "Jonas Müller", skill: "Fraud", new: 2 },
  { kind: "same", agent: "Hana Suzuki", skill: "Chat", now: 5 },
  { kind: "remove", agent: "Tomás Herrera", skill: "Returns", now: 3 },
];

/** A small piece of the review, to show what the app is about. */
export function Demo() {
  return (
    <div className={styles.demo} aria-hidden="true">
      {LINES.map((line) => (
        <div key={line.agent} className={styles.line}>
          <KindGlyph kind={line.kind} />
          <span className="cut">{line.agent}</span>
          <span className="cut muted">{line.skill}</span>
          <span className={styles.value}>
            {line.now !== undefined && line.kind !== "remove" && <span className={styles.old}>{line.now}</span>}
            {line.kind === "change" && <Icon of={ArrowRight} size="sm" />}
            {line.kind !== "same" && <span className={`${styles.cell} ${styles[line.kind]}`}>{line.new ?? line.now}</span>}
          </span>
        </div>
      ))}
    </div>
  );
}
