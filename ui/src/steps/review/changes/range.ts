/** Which rows are chosen: from where the range began to where the focus is, both included. */
export interface Range {
  anchor: number;
  head: number;
}

export function low(range: Range): number {
  return Math.min(range.anchor, range.head);
}

export function high(range: Range): number {
  return Math.max(range.anchor, range.head);
}

export function holds(range: Range, place: number): boolean {
  return place >= low(range) && place <= high(range);
}

/** Whether more than one row is chosen. */
export function isWide(range: Range): boolean {
  return range.anchor !== range.head;
}
