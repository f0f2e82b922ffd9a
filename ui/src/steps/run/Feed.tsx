import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import type { FeedChange, FeedFilter, FeedView, RunView } from "../../backend";
import { KindGlyph, KindLabel, kindWord } from "../../components/KindGlyph";
import { Name } from "../../components/Name";
import { count, level, time } from "../../format";
import { useRem } from "../review/useRem";
import styles from "./Feed.module.css";
import { useFeed } from "./useFeed";

interface Props {
  run: RunView;
  filter: FeedFilter;
  label: string;
  /** The list stands still. */
  still?: boolean;
  /** Somebody looks into the list. */
  onStill?: () => void;
  empty: string;
}

/** The agents of a run, latest first. It is not read out as it moves. */
export function Feed({ run, filter, label, still = false, onStill, empty }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const height = useRem() * 1.875;
  const [range, setRange] = useState({ first: 0, last: 20 });
  const { total, item, loading } = useFeed(run, filter, range.first, range.last, still);
  // eslint-disable-next-line react-hooks/incompatible-library -- its answers are read afresh at each drawing
  const virtual = useVirtualizer({ count: total, getScrollElement: () => box.current, estimateSize: () => height, overscan: 10 });
  useEffect(() => virtual.measure(), [virtual, height]);
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 20;
  if (range.first !== first || range.last !== last) setRange({ first, last });

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
    <div ref={box} className={styles.box} role="region" aria-label={label} tabIndex={0} onMouseEnter={onStill} onFocus={onStill}>
      {total === 0 && !loading && <p className={styles.empty}>{empty}</p>}
      {total > 0 && (
        <ol className={styles.list} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => (
            <li key={index} className={styles.item} aria-setsize={total} aria-posinset={index + 1} style={{ transform: `translateY(${start}px)` }}>
              <Item item={item(index)} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Item({ item }: { item: FeedView | undefined }) {
  if (!item) return <span className={styles.bone} />;
  const [first, second, ...rest] = item.changes;
  return (
    <>
      <span className={styles.at}>{item.at === null ? "" : time(item.at, true)}</span>
      <span className={styles.agent}><Name>{item.agent}</Name></span>
      <span className={styles.what} title={item.changes.map(inWords).join(", ")}>
        {first && <Change change={first} />}
        {second && rest.length === 0 && <span className={styles.second}><Change change={second} /></span>}
        {second && <span className={`muted ${rest.length === 0 ? styles.instead : ""}`}>and {count(rest.length + 1, "more", "more")}</span>}
      </span>
      <span title={item.problem?.title}>
        {item.status === "skipped" ? <span className="muted">Left out</span> : <KindLabel kind={item.status} word={kindWord(item.status)} />}
      </span>
    </>
  );
}

/** A change in words, with the glyph of its kind. */
export function Change({ change }: { change: FeedChange }) {
  return (
    <span className={styles.change}>
      <KindGlyph kind={change.kind} named />
      <span>{change.skill}</span> <span className={styles.levels}>{levels(change)}</span>
    </span>
  );
}

const inWords = (change: FeedChange) => `${change.skill} ${levels(change)}`;

function levels({ kind, before, after }: FeedChange): string {
  if (kind === "add") return level(after);
  if (kind === "remove") return level(before);
  return `${level(before)} → ${level(after)}`;
}
