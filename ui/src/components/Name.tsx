import { Tooltip as Base } from "@base-ui/react/tooltip";
import { useEffect, useRef, useState } from "react";
import styles from "./Name.module.css";
import { TooltipText } from "./Tooltip";

/** What takes the focus in place of a name that stands in it. */
const CELL = "[data-column], [data-cell]";

/** A person's or skill's name, in its own direction; cut when there is no room, with the whole of it in a tooltip, which opens on its cell's focus too. */
export function Name({ children, detail }: { children: string; detail?: string | undefined }) {
  const name = useRef<HTMLElement>(null);
  const [text, setText] = useState("");
  // Whether it is cut is known only when somebody wants to know: measured for every row, scrolling would be slow.
  const show = (wanted: boolean) => {
    const cut = name.current !== null && name.current.scrollWidth > name.current.clientWidth;
    setText(wanted ? [cut && children, detail].filter(Boolean).join(" · ") : "");
  };
  const onFocus = useRef(show);
  useEffect(() => { onFocus.current = show; });
  useEffect(() => {
    const cell = name.current?.closest<HTMLElement>(CELL);
    if (!cell) return;
    const focused = (event: FocusEvent) => { if (event.target === cell && cell.matches(":focus-visible")) onFocus.current(true); };
    const left = () => onFocus.current(false);
    cell.addEventListener("focusin", focused);
    cell.addEventListener("focusout", left);
    return () => { cell.removeEventListener("focusin", focused); cell.removeEventListener("focusout", left); };
  }, []);
  return (
    <Base.Root open={text !== ""} onOpenChange={show}>
      <Base.Trigger render={<bdi ref={name} className={styles.name}>{children}</bdi>} />
      <TooltipText text={text} />
    </Base.Root>
  );
}
