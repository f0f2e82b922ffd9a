import { type KeyboardEvent, useRef, useState } from "react";
import styles from "./SheetGrid.module.css";

/** Where the focus goes when a cell is written. */
export type Then = "stay" | "down" | "up" | "right" | "left";

/** The person is done: `text` is null when the cell stays as it is. */
export type EditDone = (text: string | null, then: Then) => void;

const THEN: Record<string, [plain: Then, shift: Then]> = { Enter: ["down", "up"], Tab: ["right", "left"] };

/** The cell while it is written into: Enter goes down, Tab right, Escape leaves it as it was. */
export function CellEdit({ text, select, onDone }: { text: string; select: boolean; onDone: EditDone }) {
  const [value, setValue] = useState(text);
  const done = useRef(false);
  const finish = (accepted: boolean, then: Then) => {
    if (done.current) return;
    done.current = true;
    onDone(accepted ? value : null, then);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    // Enter and Escape belong to the list of words while a word is being composed.
    if (event.nativeEvent.isComposing) return;
    const then = THEN[event.key]?.[event.shiftKey ? 1 : 0];
    if (then === undefined && event.key !== "Escape") return;
    event.preventDefault();
    finish(then !== undefined, then ?? "stay");
  };
  return (
    <input
      className={styles.edit}
      aria-label="The cell’s text"
      value={value}
      dir="auto"
      spellCheck={false}
      ref={(input) => {
        if (!input || document.activeElement === input) return;
        input.focus({ preventScroll: true });
        if (select) input.select();
      }}
      onChange={(event) => setValue(event.target.value)}
      onBlur={() => finish(true, "stay")}
      onKeyDown={onKeyDown}
    />
  );
}
