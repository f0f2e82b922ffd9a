import { useState } from "react";
import styles from "./Name.module.css";
import { Tooltip } from "./Tooltip";

/** A person's or skill's name, in its own direction; cut when there is no room, with the whole of it in a tooltip. */
export function Name({ children, detail }: { children: string; detail?: string | undefined }) {
  const [cut, setCut] = useState(false);
  const measure = (element: HTMLElement) => setCut(element.scrollWidth > element.clientWidth);
  const name = <bdi className={styles.name} onMouseEnter={(event) => measure(event.currentTarget)}>{children}</bdi>;
  const text = [cut && children, detail].filter(Boolean).join(" · ");
  return text === "" ? name : <Tooltip text={text}>{name}</Tooltip>;
}
