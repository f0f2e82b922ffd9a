/** The states of Review. */
import type { AppView, ExplainView, LineKind, LineView, LinesPage, LinesQuery, LossView, ReviewView, RepairView, SheetCellView, SheetRowView, SheetView } from "../../../ui/src/backend/bindings";
import { type Handlers, NOW, type State } from "../far-end";
import { connected, december } from "./base";
import { ended } from "./ended";

export const AGENTS = [
  "Adaeze Okafor", "Aisling Byrne", "Bao Nguyen", "Camille Laurent", "Chiara Fontana", "Daniel Ferreira", "Dmitri Volkov", "Elif Demir", "Ewa Zielińska", "Grace Whitfield",
  "Hana Suzuki", "Ingrid Sørensen", "Jonas Müller", "Joseph Adeyemi", "Kwame Mensah", "Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst", "محمد عبد الرحمن الزهراني", "佐藤 健太郎",
];
export const SKILLS = ["Billing", "Technical support", "Returns", "Sales – new", "Chat", "E-mail", "Fraud", "Retention", "Loyalty club", "Kundenservice Störungsmeldung Premium (2nd level)"];

export const COUNTS: Record<LineKind, number> = { problem: 16, leftAlone: 0, change: 903, add: 271, remove: 62, same: 1508 };

const CARE_NORTH: Record<LineKind, number> = { problem: 2, leftAlone: 0, change: 211, add: 40, remove: 9, same: 377 };

export const review: ReviewView = {
  mode: "merge", comparedAt: NOW, counts: counts(COUNTS), teams: [], team: null, changes: 1236, agents: 412, requests: 412, seconds: 82.4, problemRows: 16, sameRows: 1508, exactRemoves: 2184,
  lostShare: 0.03, losingAgents: 655, losing: { skills: 62, agents: 48, of: 412, emptied: null, weighs: false }, phrase: "Northwind Care", unreadAgents: 0, refusal: null, canUndo: false, canRedo: false, undoOf: null,
};

export function counts(of: Partial<Record<LineKind, number>>) {
  return Object.entries(of).map(([kind, count]) => ({ kind: kind as LineKind, count }));
}

const pick = <T>(items: readonly T[], index: number): T => items[index % items.length] as T;
const write = (label: string, cell: string, text: string): RepairView => ({ label, action: { do: "write", cells: [cell], text } });
const leaveOut = (cell: string): RepairView => ({ label: "Leave out", action: { do: "leaveOut", cells: [cell] } });

const PROBLEMS: Pick<LineView, "agent" | "skill" | "message" | "at" | "repairs">[] = [
  { agent: "Dmitri Volkov", skill: "Billing", message: "7 is higher than the best level, 5", at: "E88", repairs: [write("Use 5", "E88", "5"), leaveOut("E88")] },
  { agent: "Grace Whitfield", skill: "Fraud", message: "Two rows disagree: 3 or 4?", at: "212, 640", repairs: [write("Use 3", "E640", "3"), write("Use 4", "E212", "4")] },
  { agent: "Ewa Zielińska", skill: "Returns", message: "“four” is text, not a number", at: "E311", repairs: [write("Use 4", "E311", "4"), leaveOut("E311")] },
  { agent: "j.mueller@nw.example", skill: "Chat", message: "No such agent. Jonas Müller?", at: "C407", repairs: [write("Use that", "C407", "jonas.mueller@nw.example"), leaveOut("C407")] },
  { agent: "Hana Suzuki", skill: "Billing", message: "The cell shows #N/A, an Excel error", at: "E590", repairs: [leaveOut("E590")] },
];

/** One line of a kind, always the same for its place. */
export function line(kind: LineKind, index: number): LineView {
  const row = 14 + index * 3;
  const base: LineView = {
    key: `${kind}${index}`, kind, agent: pick(AGENTS, Math.floor(index / 2)), agentDetail: `agent${index}@nw.example`, skill: pick(SKILLS, index), now: null, new: null, weSet: null,
    at: String(row), cell: `E${row}`, included: true, note: "", message: "", repairs: [],
  };
  switch (kind) {
    case "problem": return { ...base, ...pick(PROBLEMS, index), cell: null, included: false };
    case "leftAlone": return { ...base, now: 3, new: 4, weSet: 2, included: false, message: index === 1 ? "Taken away since" : "Changed to 3 since", at: "", cell: null };
    case "change": {
      const now = 1 + (index % 4);
      const next = index % 5 === 2 ? Math.max(0, now - 2) : now + 1;
      const out = index === 4;
      return { ...base, now, new: next, included: !out, note: out ? "You left this out" : next < now ? `Lower by ${now - next}` : "" };
    }
    case "add": return { ...base, new: 1 + (index % 5) };
    case "remove": return { ...base, now: 1 + (index % 5), note: "“remove” in column F" };
    case "same": return { ...base, now: 3, new: 3 };
  }
}

/** Answers a page as the engine does; a search keeps every seventh line. */
export function linesOf(of: Partial<Record<LineKind, number>>, make = line) {
  return ({ kind, search, from, count, descending }: LinesQuery): LinesPage => {
    const all = of[kind] ?? 0;
    const total = search === "" ? all : Math.ceil(all / 7);
    const many = Math.max(0, Math.min(count, total - from));
    const at = (index: number) => (search === "" ? index : index * 7);
    const lines = Array.from({ length: many }, (_, offset) => make(kind, at(descending ? total - 1 - from - offset : from + offset)));
    return { revision: 1, total, lines };
  };
}

const MARKS: (LineKind | null)[] = ["change", "same", "same", "change", "same", "add", "problem", "same", "change", "remove", "same", "change"];

/** A row of the December sheet. */
export function sheetRow(number: number): SheetRowView {
  const mark = number === 88 ? "problem" : pick(MARKS, number + 2);
  const text = (words: string) => ({ text: words, number: false, mark: null, now: null, new: null, corrected: false, original: null, leftOut: false });
  const level = mark === "problem" ? "7" : String(1 + (number % 5));
  const now = mark === "add" ? null : 1 + ((number + 2) % 5);
  return {
    number, skipped: number < 3, hidden: number === 86, leftOut: number === 92,
    cells: [
      text(pick(["Care North", "Billing DE", "Sales"], Math.floor(number / 7))), text(pick(AGENTS, Math.floor(number / 3))), text(`agent${Math.floor(number / 3)}@nw.example`), text(pick(SKILLS, number)),
      { text: mark === "remove" ? "" : level, number: true, mark, now, new: mark === "remove" || mark === "problem" ? null : Number(level), corrected: number === 93, original: number === 93 ? "four" : null, leftOut: number === 99 },
      text(mark === "remove" ? "remove" : ""),
    ],
  };
}

export function explain(cell: string): ExplainView {
  if (cell === "E88") return { cell, kind: "problem", title: "7 is higher than the best level, 5.", detail: "Dmitri Volkov has Billing 3 now.", repairs: [write("Use 5", "E88", "5"), { ...leaveOut("E88"), label: "Leave row out" }] };
  return { cell, kind: "same", title: "Already right.", detail: "Nothing is sent for this cell.", repairs: [] };
}

export const losses: LossView[] = SKILLS.map((skill, index) => ({
  id: `s${index}`, skill, lose: 412 - index * 38, have: 430 + ((index * 97) % 280), examples: [pick(AGENTS, index), pick(AGENTS, index + 1)], kept: index === 6,
}));

export const handlers: Handlers = {
  lines: linesOf(COUNTS),
  sheetRows: (from, count) => Array.from({ length: count }, (_, index) => sheetRow(from + index)),
  explainCell: explain,
  nextProblem: () => "E88",
  losses: () => losses,
  startRun: () => "r1",
  saveList: () => "Changes 2026-11-23.xlsx",
  runs: () => [],
};

export const reviewing: AppView = {
  ...connected, step: "review", sheet: december, review,
  matching: {
    columns: [
      { field: "agent", column: 1, content: "", sure: "sure", why: "", optional: false }, { field: "skill", column: 3, content: "", sure: "sure", why: "", optional: false },
      { field: "proficiency", column: 4, content: "", sure: "sure", why: "", optional: false }, { field: "action", column: 5, content: "", sure: "likely", why: "", optional: true },
    ],
    skillColumns: 0, marks: [], unused: ["Team", "Work e-mail"], agents: 690, skills: 60, readAt: NOW, openSkills: 0, openAgents: 0, matched: 750, sureSkills: 0, sureAgents: 0, looksInverted: false, turnedRound: false,
  },
};

/** Agents of three teams, of which one or all are shown. */
export const teams: State = {
  name: "05-review-team", app: { ...reviewing, review: { ...review, teams: ["Billing DE", "Care North", "Sales"], team: { name: "Care North", counts: counts(CARE_NORTH) } } },
  handlers: { ...handlers, lines: linesOf(CARE_NORTH) },
  reach: (page) => page.getByRole("combobox", { name: "Team" }).waitFor(),
};

/** Everything is ten times as large and more: a list of 100,000 lines. */
export const HUGE: Record<LineKind, number> = { problem: 1200, leftAlone: 0, change: 64_000, add: 20_000, remove: 5_000, same: 9_800 };

const plainCell: SheetCellView = { text: "", number: false, mark: null, now: null, new: null, corrected: false, original: null, leftOut: false };

/** Agents down and skills across, in any size; the agents stand in the first column, or in another one. */
function gridOf(width: number, agents = 0) {
  return (number: number): SheetRowView => {
    const cells = Array.from({ length: width }, (_, column): SheetCellView => {
      if (column === agents) return { ...plainCell, text: pick(AGENTS, number) };
      const seed = number === 12 && column === 2 ? 5 : (number * 31 + column * 17) % 11;
      const mark: LineKind | null = seed === 3 ? "change" : seed === 5 ? "add" : seed === 9 && number % 4 === 0 ? "problem" : seed % 2 ? "same" : null;
      const value = mark === "problem" ? "9" : String(1 + (seed % 5));
      return { ...plainCell, text: mark === null ? "" : value, number: true, mark, now: mark === "add" ? null : 1 + ((seed + 2) % 5), new: mark === "problem" ? null : Number(value) };
    });
    return { number, skipped: false, hidden: false, leftOut: false, cells };
  };
}

const headings = (texts: string[]) => texts.map((text, column) => ({ column, letter: "", text }));
const rowsBy = (make: (number: number) => SheetRowView) => (from: number, count: number) => Array.from({ length: count }, (_, index) => make(from + index));
const agentsIn = (column: number): AppView["matching"] => ({ ...reviewing.matching!, columns: [{ field: "agent", column, content: "", sure: "sure", why: "", optional: false }] });

const WIDE = 320;
export const wideSheet: SheetView = {
  ...december, fileName: "Skill matrix EMEA+APAC 2026 (final) (2).xlsx", layout: "grid", width: WIDE, headingRow: 1, lastRow: 5001,
  headings: headings(Array.from({ length: WIDE }, (_, column) => (column === 0 ? "Agent" : `${pick(SKILLS, column)} ${column}`))),
};

/** A list of 100,000 rows and 10 columns. */
export const longSheet: SheetView = { ...december, fileName: "All skills 2026.csv", width: 10, headingRow: 1, lastRow: 100_001, headings: headings(["Team", "Agent", "Work e-mail", "Skill", "Level", "What to do", "Site", "Lead", "Since", "Note"]) };
export function longRow(number: number): SheetRowView {
  const more = ["Berlin", pick(AGENTS, number + 4), "2026-11-01", ""].map((text) => ({ ...plainCell, text }));
  return { ...sheetRow(number), skipped: false, hidden: false, leftOut: false, cells: [...sheetRow(number).cells, ...more] };
}
export const long: State = { name: "09-long", app: { ...reviewing, sheet: longSheet }, handlers: { ...handlers, nextProblem: () => null, sheetRows: rowsBy(longRow) } };

/** A grid of 1,000 rows and 300 columns, the agents in the third one. */
export const broad: State = {
  name: "09-broad", app: { ...reviewing, sheet: { ...wideSheet, width: 300, lastRow: 1001, headings: wideSheet.headings.slice(0, 300) }, matching: agentsIn(2) },
  handlers: { ...handlers, nextProblem: () => null, sheetRows: rowsBy(gridOf(300, 2)) },
};

/** Two rows of headings, the upper one merged over several columns; some columns are hidden. */
const GROUPS = ["", "Voice", "", "", "Back office in Frankfurt and Dublin", "", "", "Chat", ""];
const groupedSheet: SheetView = { ...wideSheet, width: 60, headingRow: 3, headingRows: 2, hiddenColumns: [3], lastRow: 800, headings: wideSheet.headings.slice(0, 60) };
export const grouped: State = {
  name: "09-groups", app: { ...reviewing, sheet: groupedSheet, matching: agentsIn(0) },
  handlers: {
    ...handlers, nextProblem: () => null,
    sheetRows: rowsBy((number) => (number === 2 ? { number, skipped: true, hidden: false, leftOut: false, cells: Array.from({ length: 60 }, (_, column) => ({ ...plainCell, text: column === 0 ? "" : pick(GROUPS, column) })) } : gridOf(60)(number))),
  },
  reach: async (page) => { await choose("Your sheet")(page); await page.getByText("Back office in Frankfurt").first().waitFor(); },
};

const UNDO: Partial<Record<LineKind, number>> = { leftAlone: 4, problem: 2, change: 890, remove: 265, add: 62 };

function undoLine(kind: LineKind, index: number): LineView {
  const made = line(kind, index);
  const place = { at: "", cell: null, included: kind !== "leftAlone", note: "" };
  switch (kind) {
    case "change": return { ...made, ...place, now: 4, weSet: 4, new: 3 };
    case "remove": return { ...made, ...place, now: 2, weSet: 2, new: null };
    case "add": return { ...made, ...place, now: null, weSet: null, new: 4 };
    case "problem": return { ...made, ...place, included: false, message: "Today’s skills of this agent could not be read", repairs: [] };
    default: return { ...made, ...place };
  }
}

const choose = (name: string) => async (page: import("@playwright/test").Page) => { await page.getByRole("radio", { name }).click(); };

export const states: State[] = [
  { name: "05-review", app: reviewing, handlers },
  teams,
  { ...teams, name: "05-review-team-choices", reach: async (page) => { await page.getByRole("combobox", { name: "Team" }).click(); await page.getByRole("option", { name: "All teams" }).waitFor(); } },
  { name: "05-review-sheet", app: reviewing, handlers, reach: async (page) => { await choose("Your sheet")(page); await page.locator("[data-explain-repair]").first().waitFor(); } },
  {
    name: "05-review-exact", handlers: { ...handlers, lines: linesOf({ ...COUNTS, remove: 2246 }) },
    app: { ...reviewing, review: { ...review, mode: "exact", counts: counts({ ...COUNTS, remove: 2246 }), changes: 3420, agents: 655, requests: 655, seconds: 131, lostShare: 0.34, phrase: "Northwind Care exact take away 2246 skills",
      losing: { skills: 2246, agents: 655, of: 655, emptied: null, weighs: true } } },
    reach: async (page) => { await page.getByRole("tab", { name: /Remove/ }).click(); },
  },
  { name: "05-review-guard", app: reviewing, handlers, reach: async (page) => { await page.getByRole("button", { name: "Update 412 agents…" }).click(); await page.getByRole("dialog").waitFor(); } },
  {
    name: "05-review-guard-loss", handlers,
    app: { ...reviewing, review: { ...review, counts: counts({ ...COUNTS, change: 757, remove: 208 }), phrase: "Northwind Care take away 208 skills",
      losing: { skills: 208, agents: 131, of: 412, emptied: "Billing and Chat would be left without an agent.", weighs: true } } },
    reach: async (page) => { await page.getByRole("button", { name: "Update 412 agents…" }).click(); await page.getByRole("dialog").waitFor(); },
  },
  { name: "05-review-guard-try", app: reviewing, handlers, reach: async (page) => { await page.getByRole("button", { name: "Try the first 5 agents…" }).click(); await page.getByRole("dialog").waitFor(); } },
  { name: "05-review-guard-sandbox", app: { ...reviewing, current: "c2", review: { ...review, phrase: null } }, handlers, reach: async (page) => { await page.getByRole("button", { name: "Update 412 agents…" }).click(); await page.getByRole("dialog").waitFor(); } },
  { name: "05-review-comparing", app: { ...reviewing, review: null, task: { id: "comparing", label: "Reading today’s skills", agents: 690, done: 214, total: 690, left: 9 } }, handlers },
  { name: "05-review-again", app: { ...reviewing, task: { id: "comparing", label: "Reading today’s skills", agents: 690, done: 214, total: 690, left: null } }, handlers },
  { name: "05-review-inverted", app: { ...reviewing, current: "c3", matching: { ...reviewing.matching!, looksInverted: true } }, handlers, reach: (page) => page.getByText("In CXone 1 is the best").waitFor() },
  { name: "05-review-not-compared", app: { ...reviewing, review: null }, handlers },
  {
    name: "05-review-nothing", handlers,
    app: { ...reviewing, review: { ...review, counts: counts({ same: 2760 }), changes: 0, agents: 0, requests: 0, seconds: 0, problemRows: 0, sameRows: 2760, exactRemoves: 0 } },
  },
  {
    name: "05-review-problems", handlers: { ...handlers, lines: linesOf({ problem: 16 }) },
    app: { ...reviewing, review: { ...review, counts: counts({ problem: 16 }), changes: 0, agents: 0, requests: 0, seconds: 0, sameRows: 0, unreadAgents: 12, comparedAt: "2026-11-23T13:41:00Z", canUndo: true } },
  },
  {
    name: "05-review-refused", handlers,
    app: { ...reviewing, review: { ...review, refusal: { title: "Today’s skills cannot be read", meaning: "This contact centre replaces an agent’s whole list, so nothing may be sent that was not read first.", next: "Ask for the right to see skills.", details: "14:02:11 GET /users/17/skills: 403" } } },
  },
  { name: "09-grid", app: { ...reviewing, sheet: wideSheet, matching: { ...agentsIn(0)!, skillColumns: WIDE - 1 } },
    handlers: { ...handlers, nextProblem: () => "C12", explainCell: (cell) => ({ cell, kind: "add", title: "Added at level 3.", detail: "Kundenservice Störungsmeldung Premium (2nd level), Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst.", repairs: [{ ...leaveOut(cell) }] }),
      sheetRows: rowsBy(gridOf(WIDE)) },
    reach: async (page) => { await choose("Your sheet")(page); await page.getByRole("button", { name: "Leave out" }).waitFor(); } },
  grouped,
  {
    name: "05-review-sheet-rows", app: reviewing, handlers,
    reach: async (page) => {
      await choose("Your sheet")(page);
      await page.locator("[data-explain-repair]").first().waitFor();
      await page.locator("[data-row='90'] [data-cell='-1']").click();
      await page.locator("[data-row='91'] [data-cell='-1']").click({ modifiers: ["Shift"] });
    },
  },
  {
    name: "05-review-packed", app: { ...reviewing, sheet: { ...december, layout: "packed" } },
    handlers: { ...handlers, lines: linesOf(COUNTS, (kind, index) => ({ ...line(kind, index), cell: null })) },
  },
  {
    name: "07-undo", handlers: { ...handlers, lines: linesOf(UNDO, undoLine), runs: () => [ended] },
    app: { ...reviewing, sheet: null, matching: null, review: { ...review, mode: "undo", counts: counts(UNDO), changes: 1217, agents: 405, requests: 405, seconds: 81, problemRows: 0, sameRows: 0, exactRemoves: 0, undoOf: "r1", phrase: "Northwind Care take away 265 skills",
      losing: { skills: 265, agents: 231, of: 405, emptied: null, weighs: true } } },
  },
];
