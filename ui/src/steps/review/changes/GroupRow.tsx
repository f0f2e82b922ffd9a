import { ChevronDown } from "lucide-react";
import { memo } from "react";
import type { LineKind, ModeView } from "../../../backend";
import { Icon } from "../../../components/Icon";
import { KindLabel } from "../../../components/KindGlyph";
import { number } from "../../../format";
import { kindWords } from "../kinds";
import styles from "./Changes.module.css";

interface Props {
  kind: LineKind;
  mode: ModeView;
  total: number;
  open: boolean;
  focusable: boolean;
  onToggle: (kind: LineKind) => void;
}

/** The heading of a group: opens and closes it. */
export const GroupRow = memo(function GroupRow({ kind, mode, total, open, focusable, onToggle }: Props) {
  const words = kindWords(kind, mode);
  return (
    <>
      <span role="gridcell" className={styles.centre}>
        <button type="button" className={styles.toggle} aria-expanded={open} aria-label={`${words.label}, ${number(total)}`} data-column={0}
          tabIndex={focusable ? 0 : -1} onClick={() => onToggle(kind)}>
          <Icon of={ChevronDown} size="sm" />
        </button>
      </span>
      <span role="gridcell" className={styles.title}>
        <KindLabel kind={kind} word={`${words.label} ${number(total)}`} />
        <span className={styles.why}>{words.why}</span>
      </span>
    </>
  );
});
