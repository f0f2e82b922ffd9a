import { useCallback } from "react";
import type { LineKind, LineView } from "../../../backend";
import { useSetAllIncluded, useSetIncluded } from "../../../mutations";
import { CHOSEN } from "./columns";
import { type Group, stretches } from "./rows";
import { high, low, type Range } from "./range";
import { type Asked, useReadStretch } from "./useLines";

/** Includes lines or leaves them out: one, a range, or all that the search finds. */
export function useInclude(groups: readonly Group[], asked: Asked) {
  const { send: setIncluded } = useSetIncluded();
  const { send: setAll } = useSetAllIncluded();
  const read = useReadStretch(asked);

  const range = useCallback(async (rows: Range, included: boolean) => {
    const keys: string[] = [];
    for (const stretch of stretches(groups, low(rows), high(rows))) {
      if (!CHOSEN.has(stretch.kind)) continue;
      const whole = groups.find((group) => group.kind === stretch.kind)?.total === stretch.count;
      // A whole kind needs no keys: a hundred thousand of them would only travel to and fro.
      if (whole) await setAll(stretch.kind, asked.search, included);
      else keys.push(...(await read(stretch)).map((line: LineView) => line.key));
    }
    if (keys.length > 0) await setIncluded(keys, included);
  }, [groups, asked, read, setAll, setIncluded]);

  const all = useCallback((kind: LineKind | null, included: boolean) => setAll(kind, asked.search, included), [asked.search, setAll]);

  return { range, all };
}
