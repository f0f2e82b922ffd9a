import type { ReactNode, Ref } from "react";
import styles from "./Connect.module.css";

/** A numbered part of the wizard. */
export function Section({ number, title, aside, children, ref }: { number: number; title: string; aside?: ReactNode; children: ReactNode; ref?: Ref<HTMLElement> }) {
  return (
    <section className={styles.section} ref={ref}>
      <span className={styles.number} aria-hidden="true">{number}</span>
      <div className={styles.content}>
        <div className={styles.heading}><h2>{title}</h2>{aside}</div>
        {children}
      </div>
    </section>
  );
}
