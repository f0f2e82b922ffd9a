import { Fragment } from "react";
import styles from "./Keys.module.css";

const isMac = navigator.userAgent.includes("Mac");

/** Keys as this system names them, for a sentence: “⌘ Z”. */
export function keysInWords(keys: string): string {
  return isMac ? keys.replace("Ctrl", "⌘") : keys;
}

/** Keys to be pressed together. */
export function Keys({ of }: { of: string[] }) {
  return of.map((key, index) => (
    <Fragment key={key}>{index > 0 && " "}<kbd className={styles.key}>{key === "Ctrl" && isMac ? "⌘" : key}</kbd></Fragment>
  ));
}
