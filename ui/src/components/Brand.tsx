import styles from "./Brand.module.css";

/** The app's sign and name. */
export function Brand() {
  return (
    <span className={styles.brand}>
      <svg viewBox="0 0 22 22" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinejoin="round" aria-hidden="true">
        <rect x="2" y="2" width="18" height="18" rx="4" />
        <path d="M2 9h18M9 2v18" />
        <rect x="9" y="9" width="11" height="11" fill="currentColor" stroke="none" />
        <path d="m11.7 14.6 2 2 3.6-4" className={styles.tick} strokeLinecap="round" />
      </svg>
      <b>Skillsheet</b>
    </span>
  );
}
