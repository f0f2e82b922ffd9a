import styles from "./Changes.module.css";

interface Props {
  label: string;
  state: "on" | "off" | "mixed";
  column?: number;
  focusable: boolean;
  onToggle: (shift: boolean) => void;
}

/** A tick box of the table. The table's own keys toggle it too, so it only answers the pointer. */
export function Tick({ label, state, column, focusable, onToggle }: Props) {
  return (
    <input
      type="checkbox"
      className={styles.tick}
      aria-label={label}
      checked={state === "on"}
      ref={(box) => { if (box) box.indeterminate = state === "mixed"; }}
      tabIndex={focusable ? 0 : -1}
      data-column={column}
      onChange={() => undefined}
      onClick={(event) => onToggle(event.shiftKey)}
    />
  );
}
