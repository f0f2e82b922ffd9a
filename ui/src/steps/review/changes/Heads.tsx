import { ArrowDown, ArrowUp } from "lucide-react";
import type { ModeView, ScaleView, SortBy } from "../../../backend";
import { Icon } from "../../../components/Icon";
import { scaleHeading } from "../scaleLine";
import styles from "./Changes.module.css";
import { Tick } from "./Tick";
import type { Asked } from "./useLines";

interface Props {
  mode: ModeView;
  scale: ScaleView | null;
  asked: Asked;
  onSort: (sort: SortBy) => void;
  included: "on" | "off" | "mixed";
  onIncludeAll: () => void;
}

/** The table's headings: they stay on top, and sort. */
export function Heads({ mode, scale, asked, onSort, included, onIncludeAll }: Props) {
  const head = (label: string, sort: SortBy | null, className?: string) => <Head label={label} sort={sort} asked={asked} onSort={onSort} className={className} />;
  return (
    <div role="row" aria-rowindex={1} className={`${styles.row} ${styles.heads}`}>
      <span role="columnheader" className={styles.centre}>
        <Tick label="Include all rows shown" state={included} focusable onToggle={onIncludeAll} />
      </span>
      <Silent label="Kind" />
      {head("Agent", "agent")}
      {head("Skill", "skill")}
      {mode === "undo" ? (
        <>
          {head("Before", "new", styles.number)}
          {head("We set", null, styles.number)}
          {head("Now", "now", styles.number)}
          {head("Undo to", null, styles.new)}
        </>
      ) : (
        <>
          {head("Now", "now", styles.number)}
          <Silent label="becomes" />
          {head("New", "new", styles.new)}
          <span role="columnheader">{scale ? scaleHeading(scale) : ""}</span>
        </>
      )}
      {mode === "undo" ? <Silent label="Row" /> : head("Row", "row", styles.number)}
      <Silent label="Note" />
    </div>
  );
}

/** A heading whose column speaks for itself to the eye. */
function Silent({ label }: { label: string }) {
  return <span role="columnheader"><span className="sr">{label}</span></span>;
}

function Head({ label, sort, asked, onSort, className }: { label: string; sort: SortBy | null; asked: Asked; onSort: (sort: SortBy) => void; className?: string | undefined }) {
  if (sort === null) return <span role="columnheader" className={className}>{label}</span>;
  const sorted = asked.sort === sort;
  const direction = asked.descending ? "descending" : "ascending";
  return (
    <span role="columnheader" className={className} {...(sorted && { "aria-sort": direction })}>
      <button type="button" className={styles.sort} onClick={() => onSort(sort)}>
        {label}
        {sorted && <Icon of={asked.descending ? ArrowUp : ArrowDown} size="sm" />}
      </button>
    </span>
  );
}
