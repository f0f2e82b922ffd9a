import { Check } from "lucide-react";
import type { AppView, StepView } from "../backend";
import { Icon } from "../components/Icon";
import { useGoTo } from "../mutations";
import { useApp } from "../queries";
import styles from "./StepBar.module.css";

const STEPS: { step: Exclude<StepView, "welcome">; label: string }[] = [
  { step: "sheet", label: "Sheet" },
  { step: "match", label: "Match" },
  { step: "review", label: "Review" },
  { step: "run", label: "Run" },
];

/** The steps that can be gone to now. An update that has begun is not gone back from. */
export function possibleSteps(app: Pick<AppView, "step" | "sheet" | "matching" | "review">): StepView[] {
  if (app.step === "run") return [];
  const undo = app.review?.mode === "undo";
  return [
    ...(undo ? [] : ["sheet" as const]),
    ...(!undo && app.sheet && !app.sheet.problem && app.matching ? ["match" as const] : []),
    ...(app.review ? ["review" as const] : []),
  ];
}

/** Whether what is reviewed or runs is an undo, which has no sheet and no names to match. */
function isUndo({ interrupted, step, review, run }: AppView): boolean {
  if (interrupted) return interrupted.mode === "undo";
  return step === "review" ? review?.mode === "undo" : step === "run" && run?.mode === "undo";
}

/** The four steps: done ones are links, later ones plain text. An undo is named instead. */
export function StepBar() {
  const { step, possible } = useApp((app) => ({ step: app.interrupted ? "run" as const : app.step, possible: app.interrupted ? [] : possibleSteps(app) }));
  const undo = useApp(isUndo);
  const goTo = useGoTo();
  if (undo) return <p className={styles.undo}>Undo this run</p>;
  const current = STEPS.findIndex((entry) => entry.step === step);
  return (
    <nav aria-label="Steps" className={styles.nav}>
      <ol className={styles.steps}>
        {STEPS.map((entry, index) => {
          const done = index < current;
          const content = (
            <>
              <span className={styles.number}>{done ? <Icon of={Check} size="sm" /> : index + 1}</span>
              <span>{entry.label}{done && <span className="sr"> (done)</span>}</span>
            </>
          );
          const className = index === current ? styles.now : done ? styles.done : undefined;
          const link = index !== current && possible.includes(entry.step);
          return (
            <li key={entry.step} className={className} aria-current={index === current ? "step" : undefined}>
              {link ? <button type="button" onClick={() => void goTo.send(entry.step)}>{content}</button> : content}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
