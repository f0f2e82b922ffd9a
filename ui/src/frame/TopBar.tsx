import type { ReactNode } from "react";
import { Heading } from "../components/Page";
import { ConnectionMenu } from "./ConnectionMenu";
import styles from "./TopBar.module.css";

/** The upper edge of a screen: where one is, and the connection at its end. */
export function TopBar({ children, end = <ConnectionMenu /> }: { children: ReactNode; end?: ReactNode }) {
  return <header className={styles.top} data-region>{children}{end}</header>;
}

/** The heading of a page that is no step. */
export function PageTitle({ children }: { children: ReactNode }) {
  return <Heading className={styles.title}>{children}</Heading>;
}
