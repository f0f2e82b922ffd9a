/** Marks and words in the place of levels, in words and as choices. */
import type { MarkedView, MarkView, ScaleView } from "../../backend";
import { count, number } from "../../format";

/** More levels than these are no list to choose from; then only the whole ones are offered. */
const MOST_LEVELS = 101;

/** The levels that a mark can mean, the lowest first, with those that are meant already, whatever the scale. */
export function levelsOf({ min, max, step }: ScaleView, meant: number[]): number[] {
  const between = Math.round((max - min) / step) < MOST_LEVELS ? step : 1;
  const steps = Math.floor((max - min) / between + 1e-9);
  const levels = Array.from({ length: Math.min(steps, MOST_LEVELS) + 1 }, (_, index) => Math.round((min + index * between) * 1e6) / 1e6);
  return [...new Set([...levels, ...meant])].sort((a, b) => a - b);
}

/** A meaning as the value of a choice. */
export function choiceOf(meaning: MarkedView): string {
  return meaning.means === "level" ? String(meaning.level) : meaning.means;
}

/** What a choice means. */
export function meaningOf(choice: string): MarkedView {
  return choice === "remove" || choice === "nothing" ? { means: choice } : { means: "level", level: Number(choice) };
}

/** `4`, `Take it away`, `Leave it as it is`. */
export function meaningWords(meaning: MarkedView): string {
  if (meaning.means === "level") return number(meaning.level);
  return meaning.means === "remove" ? "Take it away" : "Leave it as it is";
}

/** What a mark is taken to mean: what the person said, else what is proposed. */
export const meantBy = ({ said, proposed }: MarkView): MarkedView => said ?? proposed;

/** How many marks wait for the person. */
export const openMarks = (marks: MarkView[]): number => marks.filter(({ said }) => said === null).length;

/** How many marks are named in a line. */
const NAMED = 6;

/** The whole legend in a line: `“★★★” is 3, “x” is taken away`. */
export function legendSaid(marks: MarkView[]): string {
  const said = marks.slice(0, NAMED).map((mark) => {
    const meaning = meantBy(mark);
    const words = meaning.means === "level" ? `is ${number(meaning.level)}` : meaning.means === "remove" ? "takes the skill away" : "changes nothing";
    return `“${mark.written}” ${words}`;
  });
  return said.join(", ") + (marks.length > NAMED ? ` and ${count(marks.length - NAMED, "other")}` : "");
}
