/** Everything the window knows about the engine: all query keys and all reads. The query cache is the only store. */
import { MutationCache, QueryClient, queryOptions, useQueries, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { asCommandError, commands, type AppView, type CheckLine, type CommandError, type FeedFilter, type LineKind, type NamesView, type SortBy, type ThingView } from "./backend";

/** How many names are shown at once; the search finds the others. */
export const MOST_NAMES = 200;

/** A thing said that needs no answer. */
export type Notice = { id: number; title: string; meaning: string };

export const keys = {
  app: ["app"],
  platforms: ["platforms"],
  checks: ["checks"],
  notices: ["notices"],
  raised: ["raised"],
  keptLevels: (file: string) => ["keptLevels", file],
  changesPassed: (file: string, savedAt: string) => ["changesPassed", file, savedAt],
  dropHovered: ["dropHovered"],
  closeAsked: ["closeAsked"],
  templateChoices: ["templateChoices"],
  directory: (thing: ThingView, text: string) => ["directory", thing, text],
  preview: (file: string, tab: number) => ["preview", file, tab],
  names: (which: NamesView, search: string) => ["names", which, search],
  lines: (kind: LineKind, search: string, sort: SortBy, descending: boolean) => ["lines", kind, search, sort, descending],
  sheetRows: ["sheetRows"],
  feed: (run: string, filter: FeedFilter) => ["feed", run, filter],
  losses: (revision: number) => ["losses", revision],
  explain: (cell: string, revision: number) => ["explain", cell, revision],
  runs: (search: string, revision: number) => ["runs", search, revision],
} as const;

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      // The engine is in this very computer: being offline never stops a question to it.
      queries: { networkMode: "always", retry: false, staleTime: Infinity, gcTime: 60_000 },
      mutations: { networkMode: "always", retry: false },
    },
    mutationCache: new MutationCache({
      onMutate: () => client.setQueryData(keys.raised, null),
      onError: (error, _variables, _context, mutation) => {
        const told = asCommandError(error);
        // Whoever stopped a task knows that it stopped.
        if (!mutation.meta?.handled && told.code !== "cancelled") client.setQueryData(keys.raised, told);
      },
      // The state also announces itself; asking here shows the answer at once.
      onSettled: () => client.invalidateQueries({ queryKey: keys.app }),
    }),
  });
  return client;
}

const appQuery = queryOptions({
  queryKey: keys.app,
  queryFn: () => commands.app(),
  staleTime: 0,
  // Events say when to ask; asking every two seconds as well makes a lost one harmless.
  refetchInterval: 2_000,
  refetchIntervalInBackground: true,
  refetchOnWindowFocus: "always",
});

/** The part of the engine's state that is asked for; the screen is drawn again only when that part changes. */
export function useApp<T>(select: (app: AppView) => T): T {
  return useSuspenseQuery<AppView, Error, T, typeof keys.app>({ ...appQuery, select }).data;
}

/** The products that can be connected: they stay while the app runs. */
export function usePlatforms() {
  return useSuspenseQuery({ queryKey: keys.platforms, queryFn: () => commands.platforms(), gcTime: Infinity }).data;
}

/** The connection that is used now. */
export function useCurrentConnection() {
  return useApp((app) => app.connections.find((connection) => connection.id === app.current) ?? null);
}

/** State of the window's own that events write into the cache. */
function useLocal<T>(queryKey: readonly unknown[], initial: T): T {
  return useQuery({ queryKey, queryFn: () => initial, staleTime: Infinity, gcTime: Infinity }).data ?? initial;
}

export const useChecks = () => useLocal<CheckLine[]>(keys.checks, []);
export const useNotices = () => useLocal<Notice[]>(keys.notices, []);
export const useRaised = () => useLocal<CommandError | null>(keys.raised, null);
export const useDropHovered = () => useLocal<boolean>(keys.dropHovered, false);
export const useCloseAsked = () => useLocal<boolean>(keys.closeAsked, false);

/** Whether the person said that a sheet's levels are meant as they are, and the way to say so. */
export function useKeptLevels(): [boolean, () => void] {
  const key = keys.keptLevels(useApp((app) => app.sheet?.fileName ?? ""));
  const client = useQueryClient();
  return [useLocal<boolean>(key, false), () => client.setQueryData(key, true)];
}

/** How many changes of a file on the disk, since it was read, the person has passed over (“Not now”), and the way to pass over more. */
export function useChangesPassed(file: string, savedAt: string): [number, (changes: number) => void] {
  const key = keys.changesPassed(file, savedAt);
  const client = useQueryClient();
  return [useLocal<number>(key, 0), (changes) => client.setQueryData(key, changes)];
}

/** What a workbook of today's skills can be limited to; asked anew each time, for the contact centre may have changed. */
export function useTemplateChoices() {
  return useQuery({ queryKey: keys.templateChoices, queryFn: () => commands.templateChoices(), staleTime: 0, gcTime: 0 });
}

/** Directory entries that contain the text; asked from two letters on. */
export function useDirectory(thing: ThingView, text: string) {
  return useQuery({
    queryKey: keys.directory(thing, text),
    queryFn: () => commands.findInDirectory(thing, text),
    enabled: text.trim().length >= 2,
    staleTime: 30_000,
    placeholderData: (previous) => previous,
  });
}

export function useLosses(enabled: boolean) {
  const revision = useApp((app) => app.revision);
  return useQuery({ queryKey: keys.losses(revision), queryFn: () => commands.losses(), enabled, placeholderData: (previous) => previous });
}

export function useExplain(cell: string | null) {
  const revision = useApp((app) => app.revision);
  return useQuery({
    queryKey: keys.explain(cell ?? "", revision),
    queryFn: () => commands.explainCell(cell ?? ""),
    enabled: cell !== null,
    placeholderData: (previous) => previous,
  });
}

export function useRuns(search: string) {
  const revision = useApp((app) => app.revision);
  return useQuery({ queryKey: keys.runs(search, revision), queryFn: () => commands.runs(search), placeholderData: (previous) => previous });
}

/** The first names that need the person, or that match. */
export function useNames(which: NamesView, search: string) {
  const revision = useApp((app) => app.revision);
  return useQuery({
    queryKey: [...keys.names(which, search), revision],
    queryFn: () => commands.names(which, search, 0, MOST_NAMES),
    placeholderData: (previous) => previous,
  });
}

/** What a long list is asked for. */
export type Pages<T> = {
  /** Names the list and whatever it was asked with. */
  list: readonly unknown[];
  /** Changes when what is cached is stale: the state's revision, or a run's `seq`. */
  stamp: number;
  /** Visible rows, by index; both ends are included. */
  first: number;
  last: number;
  /** Rows in a page. */
  size?: number;
  /** How long a page stays once nobody shows it, in milliseconds. */
  keptFor?: number;
  /** Asks for the rows from `from` on. */
  fetch: (from: number, count: number) => Promise<T>;
};

/**
 * The pages of a long list that cover the visible rows. A stale page is shown until its successor is there, so that nothing flickers.
 * Answers the page that holds an index, and where it begins.
 */
export function usePages<T>({ list, stamp, first, last, size = 100, keptFor = 60_000, fetch }: Pages<T>) {
  const client = useQueryClient();
  const from = Math.floor(Math.max(0, first) / size);
  const to = Math.max(from, Math.floor(Math.max(0, last) / size));
  const wanted = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const results = useQueries({
    queries: wanted.map((page) => ({
      queryKey: [...list, page, stamp],
      queryFn: () => fetch(page * size, size),
      gcTime: keptFor,
      placeholderData: () => client.getQueriesData<T>({ queryKey: [...list, page] }).findLast(([, data]) => data !== undefined)?.[1],
    })),
  });
  const pages = results.map((result) => result.data);
  return {
    at: (index: number) => {
      const page = pages[Math.floor(index / size) - from];
      return page === undefined ? undefined : { page, offset: index % size };
    },
    loading: pages.some((page) => page === undefined),
    error: results.find((result) => result.error)?.error ?? null,
  };
}
