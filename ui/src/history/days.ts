/** A heading of the history's list and what stands under it. */
export interface Stretch<T> {
  label: string;
  items: T[];
}

const DAY = 24 * 60 * 60 * 1000;

function dayStart(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** The heading of a day, seen from `now`: Today, Yesterday, Last 7 days, Earlier. Times are local. */
export function dayLabel(at: Date, now: Date): string {
  const days = Math.round((dayStart(now) - dayStart(at)) / DAY);
  if (days <= 0) return "Today";
  if (days === 1) return "Yesterday";
  return days <= 7 ? "Last 7 days" : "Earlier";
}

/** Groups what comes newest first under those headings; a heading without anything is left out. */
export function byDay<T>(items: readonly T[], at: (item: T) => string, now: Date): Stretch<T>[] {
  const stretches: Stretch<T>[] = [];
  for (const item of items) {
    const label = dayLabel(new Date(at(item)), now);
    const last = stretches.at(-1);
    if (last?.label === label) last.items.push(item);
    else stretches.push({ label, items: [item] });
  }
  return stretches;
}
