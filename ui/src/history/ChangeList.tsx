import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import type { FeedView, RunView } from "../backend";
import { KindLabel, kindWord } from "../components/KindGlyph";
import { Name } from "../components/Name";
import { sentence, time } from "../format";
import { useRem } from "../steps/review/useRem";
import { Change } from "../steps/run/Feed";
import { useFeed } from "../steps/run/useFeed";
import styles from "./ChangeList.module.css";

/** Every agent of a run with every change, and what there is to say where one was not made. */
export function ChangeList({ run }: { run: RunView }) {
  const box = useRef<HTMLDivElement>(null);
  const rem = useRem();
  const [range, setRange] = useState({ first: 0, last: 20 });
  const { total, item, loading } = useFeed(run, "all", range.first, range.last, false);
  // eslint-disable-next-line react-hooks/incompatible-library -- its answers are read afresh at each drawing
  const virtual = useVirtualizer({ count: total, getScrollElement: () => box.current, estimateSize: () => 1.9 * rem, overscan: 10 });
  useEffect(() => virtual.measure(), [virtual, rem]);
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 20;
  if (range.first !== first || range.last !== last) setRange({ first, last });
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
    <div ref={box} className={styles.box} role="region" aria-label="All agents" tabIndex={0}>
      {total === 0 && !loading && <p className={styles.empty}>No agent was touched.</p>}
      {total > 0 && (
        <ol className={styles.list} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => (
            <li key={index} ref={virtual.measureElement} data-index={index} className={styles.item} aria-setsize={total} aria-posinset={index + 1} style={{ transform: `translateY(${start}px)` }}>
              <Agent item={item(index)} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Agent({ item }: { item: FeedView | undefined }) {
  if (!item) return <span className={styles.bone} />;
  const { problem } = item;
  return (
    <>
      <span className={styles.at}>{item.at === null ? "" : time(item.at, true)}</span>
      <span className={styles.agent}><Name>{item.agent}</Name></span>
      <span className={styles.changes}>{item.changes.map((change) => <Change key={`${change.skill} ${change.kind}`} change={change} />)}</span>
      <span>{item.status === "skipped" ? <span className="muted">Left out</span> : <KindLabel kind={item.status} word={kindWord(item.status)} />}</span>
      {problem && item.status !== "done" && <span className={styles.why}>{sentence(problem.title)} {sentence(problem.meaning)}</span>}
    </>
  );
}
