/** Numbers, dates and durations, in the system's own language. */

/** The system's language; a system set to none (such as `C`) names one that is no language at all. */
function locale(): string | undefined {
  try {
    return Intl.getCanonicalLocales(navigator.language)[0];
  } catch {
    return "en-GB";
  }
}

/** `1,236`. */
export function number(value: number): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);
}

/** A count and its word: `1 agent`, `412 agents`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** A level as in the sheet: `3`, `3.5`, or `–` when there is none. */
export function level(value: number | null): string {
  return value === null ? "–" : number(value);
}

/** A share from 0 to 1 in whole per cent: `34%`. Never rounds something to nothing, or nearly all to all. */
export function percent(share: number): string {
  const whole = share <= 0 || share >= 1 ? share : Math.min(0.99, Math.max(0.01, share));
  return new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 }).format(whole);
}

/** `14:04`, or `2:04 pm` where that is the custom. */
export function time(iso: string, withSeconds = false): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: withSeconds ? "medium" : "short" }).format(new Date(iso));
}

const startOfDay = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** `Today`, `Yesterday`, `23 Nov`, `23 Nov 2025`. */
export function day(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  const sameYear = date.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", ...(!sameYear && { year: "numeric" }) }).format(date);
}

/** `Today, 14:04`. */
export function dayAndTime(iso: string, now = new Date()): string {
  return `${day(iso, now)}, ${time(iso)}`;
}

/** `today`, `30 Oct`, for the middle of a sentence. */
export function dayInSentence(iso: string, now = new Date()): string {
  const named = day(iso, now);
  return named === "Today" || named === "Yesterday" ? named.toLowerCase() : named;
}

/** `today at 13:41`, for the middle of a sentence. */
export function whenInSentence(iso: string, now = new Date()): string {
  return `${dayInSentence(iso, now)} at ${time(iso)}`;
}

/** `45 s`, `1 min 25 s`, `1 h 10 min`; rounded up to what is shown. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.ceil(whole / 60);
  return minutes % 60 === 0 ? `${number(minutes / 60)} h` : `${number(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** How long something will take: in steps of 5 s up to 90 s, of 15 s up to 10 min, then in minutes; always rounded up. */
export function about(seconds: number): string {
  const step = seconds <= 90 ? 5 : seconds <= 600 ? 15 : 60;
  return `about ${duration(Math.max(step, Math.ceil(seconds / step) * step))}`;
}

/** `214 kB`. */
export function bytes(size: number): string {
  if (size < 1000) return `${number(size)} bytes`;
  const [value, unit] = size < 1_000_000 ? [size / 1000, "kB"] : [size / 1_000_000, "MB"];
  return `${number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))} ${unit}`;
}

/** Excel's letters of a column that is counted from 0: `A`, `Z`, `AA`. */
export function columnLetter(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** `A, B and C`. */
export function list(items: string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** A reason or a list with its full stop, which the engine leaves out. */
export function sentence(text: string): string {
  return text === "" || /[.?!…]”?$/.test(text) ? text : `${text}.`;
}
