import styles from "./EmptySheet.module.css";

/** The outline of a sheet in which two cells will change. */
export function Ghost() {
  return (
    <svg className={styles.ghost} viewBox="0 0 176 104" aria-hidden="true">
      <rect className={styles.headings} x="1" y="1" width="174" height="20" />
      <rect className={styles.changed} x="73" y="42" width="34" height="20" />
      <rect className={styles.added} x="107" y="62" width="34" height="20" />
      <path d="M1 1h174v102H1zM1 21.5h174M1 42h174M1 62h174M1 82.5h174M73 1v102M107 1v102M141 1v102" />
    </svg>
  );
}
