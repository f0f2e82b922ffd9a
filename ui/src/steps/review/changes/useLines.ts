import { useCallback } from "react";
import { commands, type KindCount, type LineKind, type LineView, type LinesPage, type SortBy } from "../../../backend";
import { keys, useApp, usePages } from "../../../queries";
import { countOf } from "../kinds";
import type { Stretch } from "./rows";

/** What the table asks for: the search and the order. */
export interface Asked {
  search: string;
  sort: SortBy;
  descending: boolean;
}

const PAGE = 100;
/** The most that the engine hands out at once. */
const MOST = 500;

/** Every kind there is; one list each, so that hooks run in one order. */
const KINDS = ["problem", "leftAlone", "change", "add", "remove", "same"] as const;

type PagesOf = ReturnType<typeof usePages<LinesPage>>;

function useKind(kind: LineKind, asked: Asked, part: Stretch | undefined): PagesOf {
  const stamp = useApp((app) => app.revision);
  const first = part?.from ?? 0;
  return usePages<LinesPage>({
    list: keys.lines(kind, asked.search, asked.sort, asked.descending),
    stamp,
    first,
    last: part ? part.from + part.count - 1 : 0,
    size: PAGE,
    fetch: (from, count) => commands.lines({ kind, ...asked, from, count }),
  });
}

function useEveryKind(asked: Asked, parts: readonly Stretch[]): Record<LineKind, PagesOf> {
  const part = (kind: LineKind) => parts.find((each) => each.kind === kind);
  return {
    problem: useKind("problem", asked, part("problem")),
    leftAlone: useKind("leftAlone", asked, part("leftAlone")),
    change: useKind("change", asked, part("change")),
    add: useKind("add", asked, part("add")),
    remove: useKind("remove", asked, part("remove")),
    same: useKind("same", asked, part("same")),
  };
}

/** How many lines of each kind the search finds. Without one they were counted already. */
export function useTotals(asked: Asked, counts: KindCount[]): (kind: LineKind) => number {
  const pages = useEveryKind(asked, []);
  return (kind) => (asked.search === "" ? countOf(counts, kind) : pages[kind].at(0)?.page.total ?? 0);
}

/** The lines that are in sight; undefined while a page is on its way. */
export function useLinesInSight(asked: Asked, parts: readonly Stretch[]) {
  const pages = useEveryKind(asked, parts);
  const line = (kind: LineKind, index: number): LineView | undefined => {
    const found = pages[kind].at(index);
    return found?.page.lines[found.offset];
  };
  const error = KINDS.map((kind) => pages[kind].error).find((each) => each !== null) ?? null;
  return { line, error };
}

/** Reads the lines of a stretch, in sight or not. */
export function useReadStretch(asked: Asked) {
  return useCallback(async ({ kind, from, count }: Stretch): Promise<LineView[]> => {
    const lines: LineView[] = [];
    while (lines.length < count) {
      const page = await commands.lines({ kind, ...asked, from: from + lines.length, count: Math.min(MOST, count - lines.length) });
      if (page.lines.length === 0) break;
      lines.push(...page.lines);
    }
    return lines;
  }, [asked]);
}
