import { CircleAlert, Clock, Info, TriangleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { CommandError, ProblemView } from "../backend";
import { Details } from "./Details";
import { Icon } from "./Icon";
import { KindGlyph } from "./KindGlyph";
import styles from "./Problem.module.css";

type Shown = Pick<ProblemView, "title" | "meaning" | "details"> & { next?: string };

/** A failed command in the form of a problem. */
export function problemOf(error: CommandError): ProblemView {
  return { title: error.message, meaning: error.hint, next: "", details: error.details };
}

type NoteProps = { tone: "info" | "wait" | "bad"; title: ReactNode; children?: ReactNode; actions?: ReactNode; details?: string | undefined; assertive?: boolean; /** In place of its tone's. */ icon?: LucideIcon };

const ICONS = { info: Info, wait: Clock, bad: TriangleAlert };

/** A message inside a screen: what happened, what it means, what to do. */
export function Note({ tone, title, children, actions, details, assertive = false, icon = ICONS[tone] }: NoteProps) {
  return (
    <div className={`${styles.note} ${styles[tone]}`} role={assertive ? "alert" : undefined}>
      <Icon of={icon} />
      <div className="grow">
        <p><b>{title}</b>{children && <> {children}</>}</p>
        {details && <Details text={details} />}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** What it means and what to do next, as sentences. */
function sentences({ meaning, next = "" }: Shown): string {
  return [meaning, /[^.?!…”]$/.test(next) ? `${next}.` : next].filter(Boolean).join(" ");
}

/** A problem as a message inside a screen. */
export function ProblemNote({ problem, actions, tone = "bad" }: { problem: Shown; actions?: ReactNode; tone?: "wait" | "bad" }) {
  return (
    <Note tone={tone} title={`${problem.title}.`} actions={actions} details={problem.details} assertive>
      {sentences(problem)}
    </Note>
  );
}

/** A problem that takes a screen's place. */
export function ProblemPanel({ problem, actions }: { problem: Shown; actions?: ReactNode }) {
  return (
    <section className={styles.panel} role="alert">
      <h2 className={styles.title}><KindGlyph kind="problem" />{problem.title}</h2>
      <p className={styles.meaning}>{sentences(problem)}</p>
      {actions && <div className={styles.actions}>{actions}</div>}
      {problem.details && <Details text={problem.details} />}
    </section>
  );
}

/** A line of advice in small words. */
export function Hint({ icon = CircleAlert, children, id }: { icon?: typeof Info; children: ReactNode; id?: string }) {
  return <p className={styles.hint} id={id}><Icon of={icon} size="sm" /><span>{children}</span></p>;
}
