import { afterEach, describe, expect, it, vi } from "vitest";
import { about, bytes, columnLetter, count, day, dayAndTime, duration, level, list, number, percent, sentence, time, whenInSentence } from "./format";

const speak = (language: string) => vi.stubGlobal("navigator", { language });
afterEach(() => vi.unstubAllGlobals());

describe("numbers", () => {
  it("follow the system's language", () => {
    expect(number(1236)).toBe("1,236");
    speak("de-DE");
    expect(number(1236)).toBe("1.236");
    expect(level(3.5)).toBe("3,5");
  });
  it("have a word when they count", () => {
    expect(count(1, "agent")).toBe("1 agent");
    expect(count(1842, "agent")).toBe("1,842 agents");
    expect(count(2, "copy", "copies")).toBe("2 copies");
  });
  it("leave a level out where there is none", () => expect(level(null)).toBe("–"));
});

describe("per cent", () => {
  it.each([[0, "0%"], [0.001, "1%"], [0.341, "34%"], [0.999, "99%"], [1, "100%"]])("of %d is %s", (share, text) => expect(percent(share)).toBe(text));
});

describe("durations", () => {
  it.each([[0, "0 s"], [12.2, "13 s"], [60, "1 min"], [85, "1 min 25 s"], [3600, "1 h"], [4150, "1 h 10 min"]])("of %d s are %s", (seconds, text) => expect(duration(seconds)).toBe(text));
  it.each([
    [1, "about 5 s"], [33, "about 35 s"], [85, "about 1 min 25 s"], [86, "about 1 min 30 s"],
    [91, "about 1 min 45 s"], [600, "about 10 min"], [601, "about 11 min"], [4150, "about 1 h 10 min"],
  ])("are never said too short: %d s is %s", (seconds, text) => expect(about(seconds)).toBe(text));
});

describe("times and days", () => {
  const now = new Date("2026-11-23T14:02:00Z");
  it("show seconds only when asked", () => {
    expect(time("2026-11-23T14:04:09Z")).toBe("14:04");
    expect(time("2026-11-23T14:04:09Z", true)).toBe("14:04:09");
    speak("en-US");
    expect(time("2026-11-23T14:04:09Z")).toMatch(/2:04\sPM/);
  });
  it.each([
    ["2026-11-23T00:00:00Z", "Today"], ["2026-11-22T23:59:00Z", "Yesterday"], ["2026-11-20T16:30:00Z", "20 Nov"], ["2025-11-23T14:02:00Z", "23 Nov 2025"],
  ])("name the day of %s", (iso, text) => expect(day(iso, now)).toBe(text));
  it("go together", () => {
    expect(dayAndTime("2026-11-22T08:58:00Z", now)).toBe("Yesterday, 08:58");
    expect(whenInSentence("2026-11-23T13:41:00Z", now)).toBe("today at 13:41");
    expect(whenInSentence("2026-10-30T15:20:00Z", now)).toBe("30 Oct at 15:20");
  });
});

describe("sizes", () => {
  it.each([[512, "512 bytes"], [1500, "1.5 kB"], [214_000, "214 kB"], [2_345_000, "2.3 MB"]])("of %d are %s", (size, text) => expect(bytes(size)).toBe(text));
});

describe("columns", () => {
  it.each([[0, "A"], [25, "Z"], [26, "AA"], [701, "ZZ"], [702, "AAA"]])("%d has the letters %s", (column, letters) => expect(columnLetter(column)).toBe(letters));
});

describe("lists", () => {
  it.each([[[], ""], [["A"], "A"], [["A", "B"], "A and B"], [["A", "B", "C"], "A, B and C"]])("of %o read %s", (items, text) => expect(list(items)).toBe(text));
});

describe("a sentence", () => {
  it.each([["Row 3 has “Agent”", "Row 3 has “Agent”."], ["As it was before.", "As it was before."], ["“What now?”", "“What now?”"], ["", ""]])("%s ends with one full stop", (text, said) => expect(sentence(text)).toBe(said));
});
