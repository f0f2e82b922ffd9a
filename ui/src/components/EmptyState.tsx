import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

/** What stands where nothing is yet. */
export function EmptyState({ title, children, actions }: { title: ReactNode; children?: ReactNode; actions?: ReactNode }) {
  return (
    <section className={styles.empty}>
      <h2 className={styles.title}>{title}</h2>
      {children && <p className={styles.text}>{children}</p>}
      {actions && <div className="row wrap">{actions}</div>}
    </section>
  );
}
