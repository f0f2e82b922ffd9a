import type { ReactNode } from "react";
import { ConnectionMenu } from "./ConnectionMenu";
import styles from "./TopBar.module.css";

/** The upper edge of a screen: where one is, and the connection at its end. */
export function TopBar({ children, end = <ConnectionMenu /> }: { children: ReactNode; end?: ReactNode }) {
  return <header className={styles.top} data-region>{children}{end}</header>;
}
