import type { KindCount, LineKind, ModeView } from "../../backend/bindings";

/** What a kind is called in a review, and the few words beside its group. */
export interface KindWords {
  label: string;
  why: string;
}

const ORDER: LineKind[] = ["problem", "change", "add", "remove", "same"];
const UNDO_ORDER: LineKind[] = ["leftAlone", "problem", "change", "remove", "add", "same"];

const WORDS: Record<LineKind, KindWords> = {
  problem: { label: "Problems", why: "Left out unless you fix them" },
  leftAlone: { label: "Left alone", why: "Changed by someone after your update" },
  change: { label: "Change", why: "A level the agent already has changes" },
  add: { label: "Add", why: "The agent gets a new skill" },
  remove: { label: "Remove", why: "The agent loses a skill" },
  same: { label: "Already right", why: "Costs nothing" },
};

const UNDO_WORDS: Partial<Record<LineKind, KindWords>> = {
  problem: { label: "Problems", why: "Cannot be put back" },
  change: { label: "Back to the old level", why: "" },
  remove: { label: "Take away again", why: "Skills this update had added" },
  add: { label: "Give back", why: "Skills this update had removed" },
  same: { label: "Already back", why: "Costs nothing" },
};

/** The kinds of one line each: what a screen reader says first. */
export const KIND_NAME: Record<LineKind, string> = {
  problem: "Problem",
  leftAlone: "Left alone",
  change: "Change",
  add: "Add",
  remove: "Remove",
  same: "Already right",
};

/** The words for a kind; putting back has its own. */
export function kindWords(kind: LineKind, mode: ModeView): KindWords {
  return (mode === "undo" ? UNDO_WORDS[kind] : undefined) ?? WORDS[kind];
}

/** How many lines of a kind there are. */
export function countOf(counts: readonly KindCount[], kind: LineKind): number {
  return counts.find((count) => count.kind === kind)?.count ?? 0;
}

/** The kinds in the order of their groups. An undo shows only those it has; an update always the same five. */
export function kindsInOrder(mode: ModeView, counts: readonly KindCount[]): LineKind[] {
  if (mode !== "undo") return ORDER;
  return UNDO_ORDER.filter((kind) => countOf(counts, kind) > 0);
}

/** All lines, whatever their kind. */
export function allLines(counts: readonly KindCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** The lines that would be sent if none were left out. */
export function sendable(counts: readonly KindCount[]): number {
  return countOf(counts, "change") + countOf(counts, "add") + countOf(counts, "remove");
}
