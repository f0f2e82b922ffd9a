import type { LineKind } from "../../../backend/bindings";

/** One group of the table: its kind, how many lines it has under the search, whether it is open, and how many of its lines are shown. */
export interface Group {
  kind: LineKind;
  total: number;
  open: boolean;
  /** At most so many lines; the rest waits behind "Show more". */
  limit: number;
}

/** What stands at a place of the table. `index` counts within the kind. */
export type TableRow =
  | { type: "group"; kind: LineKind }
  | { type: "line"; kind: LineKind; index: number }
  | { type: "more"; kind: LineKind; hidden: number };

/** How many problems show before "Show 12 more problems", so that they do not push the changes off the screen. */
export const FIRST_PROBLEMS = 4;

function shown(group: Group): number {
  return group.open ? Math.min(group.total, group.limit) : 0;
}

function hidden(group: Group): number {
  return group.open ? group.total - shown(group) : 0;
}

function size(group: Group): number {
  return 1 + shown(group) + (hidden(group) > 0 ? 1 : 0);
}

/** How many rows the groups take, headings included. */
export function rowCount(groups: readonly Group[]): number {
  return groups.reduce((sum, group) => sum + size(group), 0);
}

/** What stands at `place`, counted from 0 over all groups. */
export function rowAt(groups: readonly Group[], place: number): TableRow | null {
  let rest = place;
  for (const group of groups) {
    if (rest < size(group)) {
      if (rest === 0) return { type: "group", kind: group.kind };
      if (rest <= shown(group)) return { type: "line", kind: group.kind, index: rest - 1 };
      return { type: "more", kind: group.kind, hidden: hidden(group) };
    }
    rest -= size(group);
  }
  return null;
}

/** The place of a line, when it is shown. */
export function placeOf(groups: readonly Group[], kind: LineKind, index: number): number | null {
  let before = 0;
  for (const group of groups) {
    if (group.kind === kind) return index < shown(group) ? before + 1 + index : null;
    before += size(group);
  }
  return null;
}

/** A stretch of lines of one kind. */
export interface Stretch {
  kind: LineKind;
  from: number;
  count: number;
}

/** The lines between two places, both included, as one stretch per kind. Headings between them do not count. */
export function stretches(groups: readonly Group[], a: number, b: number): Stretch[] {
  const first = Math.min(a, b);
  const last = Math.max(a, b);
  const found: Stretch[] = [];
  let before = 0;
  for (const group of groups) {
    const start = Math.max(first, before + 1);
    const end = Math.min(last, before + shown(group));
    if (start <= end) found.push({ kind: group.kind, from: start - before - 1, count: end - start + 1 });
    before += size(group);
  }
  return found;
}
