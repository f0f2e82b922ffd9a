import { useRef, useState } from "react";
import type { LineView } from "../../../backend";
import { level } from "../../../format";
import styles from "./Changes.module.css";

interface Props {
  line: LineView;
  /** It shares its cell of the sheet with other lines, and is changed there. */
  shared: boolean;
  column: number;
  focusable: boolean;
  /** The first key, when typing began the edit; empty text for F2 and Enter. */
  editing: boolean;
  typed: string | null;
  onEdit: () => void;
  /** The person is done: `text` is null when nothing changes. */
  onDone: (text: string | null, then: "stay" | "down" | "right") => void;
}

const SHARED = "This skill shares its cell with others. Press Enter to change the cell in Your sheet.";

/** The new level. Edited in place as in Excel, for lines that stand in one cell of the sheet. */
export function NewCell({ line, shared, column, focusable, editing, typed, onEdit, onDone }: Props) {
  if (editing) return <Edit line={line} column={column} typed={typed} onDone={onDone} />;
  return (
    <span role="gridcell" className={styles.new} tabIndex={focusable ? 0 : -1} data-column={column} onDoubleClick={line.cell === null && !shared ? undefined : onEdit}
      aria-readonly={line.cell === null} title={shared ? SHARED : undefined}>
      <Shown line={line} />
    </span>
  );
}

function Shown({ line }: { line: LineView }) {
  if (line.new === null) return <span className={styles.faint}>none</span>;
  if (!line.included || line.kind === "same") return <span className={styles.faint}>{level(line.new)}</span>;
  return <span className={`${styles.value} ${styles[line.kind] ?? ""}`}>{level(line.new)}</span>;
}

function Edit({ line, column, typed, onDone }: Pick<Props, "line" | "column" | "typed" | "onDone">) {
  const before = line.new === null ? "" : level(line.new);
  const [text, setText] = useState(typed ?? before);
  const done = useRef(false);
  const finish = (accepted: boolean, then: "stay" | "down" | "right") => {
    if (done.current) return;
    done.current = true;
    onDone(accepted && text.trim() !== before ? text.trim() : null, then);
  };
  return (
    <span role="gridcell" className={styles.new}>
      <input
        className={styles.edit}
        aria-label={`New level for ${line.agent}, ${line.skill}`}
        data-column={column}
        value={text}
        inputMode="decimal"
        ref={(input) => {
          if (!input || document.activeElement === input) return;
          input.focus({ preventScroll: true });
          if (typed === null) input.select();
        }}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => finish(true, "stay")}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") { event.preventDefault(); finish(false, "stay"); }
          if (event.key === "Enter") { event.preventDefault(); finish(true, "down"); }
          if (event.key === "Tab") { event.preventDefault(); finish(true, "right"); }
        }}
      />
    </span>
  );
}
