import { useCallback, useLayoutEffect, useRef } from "react";

/** A function that stays the same from drawing to drawing and always does what the last drawing meant, so that rows need not be drawn anew for it. */
export function useStable<A extends unknown[], R>(meant: (...args: A) => R): (...args: A) => R {
  const latest = useRef(meant);
  useLayoutEffect(() => { latest.current = meant; });
  return useCallback((...args: A) => latest.current(...args), []);
}
