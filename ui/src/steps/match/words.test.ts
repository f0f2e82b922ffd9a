import { describe, expect, it } from "vitest";
import { areNamesakes, differingLetters, toCheck } from "./words";

const marked = (written: string, suggestion: string) => differingLetters(written, suggestion).map(({ text, differs }) => (differs ? `[${text}]` : text)).join("");

describe("differing letters", () => {
  it.each([
    ["Billng", "Billing", "Bill[i]ng"],
    ["billing", "Billing", "Billing"],
    ["Retrns", "Returns", "Ret[u]rns"],
    ["Billingg", "Billing", "Billing"],
    ["Jonas Muller", "Jonas Müller", "Jonas M[ü]ller"],
    ["Tech Support L2", "Technical support", "Technical support"],
    ["L2", "Technical support", "Technical support"],
    ["", "Chat", "Chat"],
  ])("of %s in %s are marked", (written, suggestion, expected) => expect(marked(written, suggestion)).toBe(expected));
});

describe("what is to check", () => {
  it.each([
    [{ openSkills: 2, openAgents: 3, matched: 745 }, "2 skills and 3 agents to check"],
    [{ openSkills: 1, openAgents: 0, matched: 745 }, "1 skill to check"],
    [{ openSkills: 0, openAgents: 0, matched: 750 }, "All 750 names match"],
    [{ openSkills: 0, openAgents: 0, matched: 1 }, "The one name matches"],
  ])("in %o is said", (matching, words) => expect(toCheck(matching)).toBe(words));
  it("names marks beside names", () => {
    expect(toCheck({ openSkills: 2, openAgents: 3, matched: 745 }, 1)).toBe("2 skills, 3 agents and 1 mark to check");
    expect(toCheck({ openSkills: 0, openAgents: 0, matched: 745 }, 2)).toBe("2 marks to check");
  });
});

describe("namesakes", () => {
  const candidate = (name: string) => ({ id: name, name, detail: "" });
  it("are several of one name", () => {
    expect(areNamesakes({ candidates: [candidate("Maria Silva"), candidate("Maria Silva")] })).toBe(true);
    expect(areNamesakes({ candidates: [candidate("Maria Silva"), candidate("Mario Silva")] })).toBe(false);
    expect(areNamesakes({ candidates: [candidate("Maria Silva")] })).toBe(false);
    expect(areNamesakes({ candidates: [] })).toBe(false);
  });
});
