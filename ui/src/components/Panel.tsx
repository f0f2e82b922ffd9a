import type { ReactNode } from "react";
import styles from "./Panel.module.css";

/** A sheet of paper with a heading. */
export function Panel({ title, aside, children, className, label }: { title?: ReactNode; aside?: ReactNode; children: ReactNode; className?: string | undefined; label?: string }) {
  return (
    <section className={`${styles.panel} ${className ?? ""}`} aria-label={label}>
      {title && <header className={styles.header}><h2 className="grow">{title}</h2>{aside}</header>}
      {children}
    </section>
  );
}
