import { useEffect, useRef, useState } from "react";
import { commands, type FeedFilter, type FeedPage, type RunView } from "../../backend";
import { keys, usePages } from "../../queries";

/** The list is asked for again at most this often, in milliseconds. */
const EVERY = 400;
const PAGE = 50;

/** A value that changes at most every so many milliseconds, and does not miss the last change. */
function useThrottled<T>(value: T, every: number): T {
  const [shown, setShown] = useState(value);
  const last = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, last.current + every - Date.now());
    const timer = setTimeout(() => { last.current = Date.now(); setShown(value); }, wait);
    return () => clearTimeout(timer);
  }, [value, every]);
  return shown;
}

/** The agents of a run that are in sight, latest first. While `still` nothing moves. */
export function useFeed(run: RunView, filter: FeedFilter, first: number, last: number, still: boolean) {
  const seq = useThrottled(run.seq, EVERY);
  const [held, setHeld] = useState(seq);
  if (!still && held !== seq) setHeld(seq);
  const pages = usePages<FeedPage>({
    list: keys.feed(run.id, filter), stamp: still ? held : seq, first, last, size: PAGE,
    fetch: (from, count) => commands.runChanges(run.id, filter, from, count),
  });
  const total = pages.at(first)?.page.total ?? 0;
  const item = (index: number) => { const found = pages.at(index); return found?.page.items[found.offset]; };
  return { total, item, loading: pages.loading };
}
