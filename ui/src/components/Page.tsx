import { useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import type { CommandError } from "../backend";
import { keys, useRaised } from "../queries";
import { IconButton } from "./Button";
import { problemOf, ProblemNote } from "./Problem";
import styles from "./Page.module.css";

type PageProps = {
  /** The screen's one heading; it takes the focus when the screen comes. Left out where it stands in the top bar. */
  title?: ReactNode;
  /** Under it. */
  lead?: ReactNode;
  /** Before it, such as a file's icon. */
  mark?: ReactNode;
  /** Beside it. */
  actions?: ReactNode;
  /** The content scrolls inside its own boxes instead of as a whole. */
  fit?: boolean;
  /** The repairs of a command's failure, which is told at the top. */
  repair?: (error: CommandError) => ReactNode;
  children: ReactNode;
};

/** The content of a screen, between the step bar and the bottom bar. */
export function Page({ title, lead, mark, actions, fit = false, repair, children }: PageProps) {
  const raised = useRaised();
  return (
    <main id="content" data-region tabIndex={-1} className={`${styles.page} ${fit ? styles.fit : ""}`}>
      {title !== undefined && (
        <div className={styles.head}>
          {mark}
          <div className="grow">
            <Heading>{title}</Heading>
            {lead && <p className={styles.lead}>{lead}</p>}
          </div>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      {raised && <Raised error={raised} repair={repair?.(raised)} />}
      {children}
    </main>
  );
}

/** A command's failure, told until the next command or until it is dismissed. */
function Raised({ error, repair }: { error: CommandError; repair: ReactNode }) {
  const client = useQueryClient();
  const dismiss = <IconButton icon={X} label="Dismiss" size="sm" onClick={() => client.setQueryData(keys.raised, null)} />;
  return <ProblemNote problem={problemOf(error)} actions={<>{repair}{dismiss}</>} />;
}

/** A screen's heading, which takes the focus when it comes. */
export function Heading({ children, className }: { children: ReactNode; className?: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return <h1 ref={heading} tabIndex={-1} className={className}>{children}</h1>;
}

/** What will happen, in numbers, and the screen's actions, the filled one last. */
export function BottomBar({ facts, children, note }: { /** Bold, with dots between. */ facts?: string[]; /** The line below. */ note?: ReactNode; children: ReactNode }) {
  return (
    <footer className={styles.bar} data-region>
      <div className="grow">
        {facts && <div className={styles.facts}>{facts.map((fact) => <span key={fact}>{fact}</span>)}</div>}
        {note && <div className={styles.note}>{note}</div>}
      </div>
      {children}
    </footer>
  );
}
