import { ArrowRight } from "lucide-react";
import { useEffect, useRef } from "react";
import type { NameView, ThingView } from "../../backend";
import { Icon } from "../../components/Icon";
import styles from "./Match.module.css";
import { OpenRow } from "./OpenRow";

/** Open names, each with its repair. */
export function OpenTable({ names, thing }: { names: NameView[]; thing: ThingView }) {
  const body = useRef<HTMLTableSectionElement>(null);
  /** The place of the name that was just settled: the focus goes to the one that takes it. */
  const settled = useRef<number | null>(null);
  useEffect(() => {
    if (settled.current === null) return;
    const rows = body.current?.rows ?? [];
    const next = rows[Math.min(settled.current, rows.length - 1)]?.querySelector<HTMLElement>("[data-first]");
    (next ?? document.querySelector<HTMLElement>("[data-main]"))?.focus();
    settled.current = null;
  }, [names]);
  const firstWithSuggestion = names.findIndex((name) => name.candidates.length > 0);
  return (
    <div className={styles.scroll}>
      <table className={`${styles.table} ${styles.open}`}>
        <thead>
          <tr>
            <th scope="col">In your sheet</th>
            <th scope="col"><span className="sr">becomes</span><Icon of={ArrowRight} size="sm" /></th>
            <th scope="col">Did you mean</th>
            <th scope="col" className={styles.figure}>Rows</th>
            <th scope="col">Why</th>
            <th scope="col"><span className="sr">What to do</span></th>
          </tr>
        </thead>
        <tbody ref={body}>
          {names.map((name, index) => (
            <OpenRow key={name.written} name={name} thing={thing} first={index === firstWithSuggestion} onSettled={() => { settled.current = index; }} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
