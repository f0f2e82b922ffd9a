import { describe, expect, it } from "vitest";
import type { MarkedView, MarkView } from "../../backend";
import { choiceOf, legendSaid, levelsOf, meaningOf, meaningWords, openMarks } from "./marks";

const mark = (written: string, proposed: MarkedView, said: MarkedView | null = null): MarkView => ({ written, first: "E4", cells: 1, proposed, said });

describe("the levels to choose from", () => {
  it.each([
    [{ min: 0, max: 5, step: 1, best: "high" as const }, [], [0, 1, 2, 3, 4, 5]],
    [{ min: 0, max: 2, step: 0.5, best: "high" as const }, [], [0, 0.5, 1, 1.5, 2]],
    [{ min: 1, max: 3, step: 1, best: "low" as const }, [7, 2], [1, 2, 3, 7]],
    [{ min: 0, max: 0.3, step: 0.1, best: "high" as const }, [], [0, 0.1, 0.2, 0.3]],
  ])("of %o with %j meant are %j", (scale, meant, levels) => expect(levelsOf(scale, meant)).toEqual(levels));
  it("are only the whole ones where there are very many", () => {
    expect(levelsOf({ min: 0, max: 100, step: 0.01, best: "high" }, [])).toHaveLength(101);
    expect(levelsOf({ min: 0, max: 1_000_000, step: 1, best: "high" }, []).length).toBeLessThan(110);
  });
});

describe("a meaning", () => {
  it.each<[MarkedView, string, string]>([
    [{ means: "level", level: 3.5 }, "3.5", "3.5"],
    [{ means: "remove" }, "remove", "Take it away"],
    [{ means: "nothing" }, "nothing", "Leave it as it is"],
  ])("%o is a choice, and back", (meaning, choice, words) => {
    expect(choiceOf(meaning)).toBe(choice);
    expect(meaningOf(choice)).toEqual(meaning);
    expect(meaningWords(meaning)).toBe(words);
  });
});

describe("the legend in a line", () => {
  it("says what each mark is", () => expect(legendSaid([mark("★★★", { means: "level", level: 1 }, { means: "level", level: 3 }), mark("x", { means: "remove" }), mark("–", { means: "nothing" })]))
    .toBe("“★★★” is 3, “x” takes the skill away, “–” changes nothing"));
  it("names only the first few", () => expect(legendSaid(["a", "b", "c", "d", "e", "f", "g"].map((written) => mark(written, { means: "nothing" })))).toMatch(/“f” changes nothing and 1 other$/));
});

it("marks that nobody spoke of are open", () => expect(openMarks([mark("x", { means: "remove" }), mark("y", { means: "nothing" }, { means: "nothing" })])).toBe(1));
