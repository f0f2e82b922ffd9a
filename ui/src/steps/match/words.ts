import type { MatchView, NameView, ThingView } from "../../backend";
import { count, list, number } from "../../format";

/** `2 skills, 3 agents and 1 mark to check`, or that all names match. */
export function toCheck({ openSkills, openAgents, matched }: Pick<MatchView, "openSkills" | "openAgents" | "matched">, marks = 0): string {
  const parts = [openSkills > 0 && count(openSkills, "skill"), openAgents > 0 && count(openAgents, "agent"), marks > 0 && count(marks, "mark")].filter((part) => part !== false);
  if (parts.length > 0) return `${list(parts)} to check`;
  return matched === 1 ? "The one name matches" : `All ${count(matched, "name")} match`;
}

/** How many unused columns are named. */
const NAMED = 4;

/** What becomes of columns that are not used. */
export function unusedWords(unused: string[]): string {
  if (unused.length === 0) return "";
  const named = unused.slice(0, NAMED).map((heading) => `“${heading}”`);
  const parts = unused.length > NAMED ? [...named, `${number(unused.length - NAMED)} more`] : named;
  return `${list(parts)} ${unused.length === 1 ? "is" : "are"} kept in your result workbook.`;
}

/** Whether several of the directory bear the very name: then none of them is proposed. */
export function areNamesakes({ candidates }: Pick<NameView, "candidates">): boolean {
  const first = candidates[0];
  return first !== undefined && candidates.length > 1 && candidates.every((candidate) => candidate.name === first.name);
}

/** A text in pieces; the marked ones differ from what was written. */
export type Piece = { text: string; differs: boolean };

/** Marks the letters of `suggestion` that `written` lacks: the complement of their longest common part, case apart. */
export function differingLetters(written: string, suggestion: string): Piece[] {
  const a = [...written];
  const b = [...suggestion];
  // Names are short; where one is not, a table of all pairs is not worth its memory.
  if (a.length * b.length > 10_000) return [{ text: suggestion, differs: false }];
  const same = (i: number, j: number) => a[i]?.toLowerCase() === b[j]?.toLowerCase();
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row = common[i] ?? [];
    for (let j = b.length - 1; j >= 0; j--) row[j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pieces: Piece[] = [];
  const add = (text: string, differs: boolean) => {
    const last = pieces.at(-1);
    if (last?.differs === differs) last.text += text;
    else pieces.push({ text, differs });
  };
  for (let i = 0, j = 0; j < b.length;) {
    if (i < a.length && same(i, j)) add(b[j++] ?? "", (i++, false));
    else if (i < a.length && at(i + 1, j) >= at(i, j + 1)) i++;
    else add(b[j++] ?? "", true);
  }
  // More than a quarter of it new: marks would only be noise.
  const differing = pieces.filter((piece) => piece.differs).reduce((sum, piece) => sum + piece.text.length, 0);
  return differing * 4 > suggestion.length ? [{ text: suggestion, differs: false }] : pieces;
}

/** The word of a thing. */
export const thingWord = (thing: ThingView) => (thing === "agent" ? "agent" : "skill");
