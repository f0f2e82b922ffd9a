import { useDropHovered } from "../queries";
import styles from "./DropOverlay.module.css";

/** Shown while a file is held over the window. */
export function DropOverlay() {
  return useDropHovered() ? <div className={styles.overlay}><p role="status">Drop to read it</p></div> : null;
}
