/** Sheet: empty, chosen, and what can go wrong. */
import type { Page } from "@playwright/test";
import type { PreviewRow, RecentView, SheetView, TemplateChoices } from "../../../ui/src/backend/bindings";
import { Refusal, type Handlers, type State } from "../far-end";
import { connected, december, practice } from "./base";

const AGENTS = ["Daniel Ferreira", "Leïla Benali", "Ingrid Sørensen", "Sofia Lindqvist", "Viktor Horváth", "Priya Raghavan", "Aisling Byrne", "Chiara Fontana", "Marta Kowalska", "Dmitri Volkov"];
const SKILLS = ["Sales – new", "Returns", "Chat", "German", "Retention", "Sales – upgrade", "Fraud", "E-mail", "Loyalty club", "Spanish", "Technical support"];
const TEAMS = ["Care North", "Fraud desk", "Sales", "Billing DE"];

const mail = (name: string) => `${name.normalize("NFD").replace(/\p{M}/gu, "").replace("ø", "o").toLowerCase().replace(" ", ".")}@nw.example`;
const pick = (list: string[], index: number) => list[index % list.length] ?? "";

/** The row of a list, by Excel's number. */
function listRow(number: number): PreviewRow {
  const agent = pick(AGENTS, number);
  const lone = (text: string): PreviewRow => ({ number, skipped: true, hidden: false, passedOver: null, cells: [text, "", "", "", "", ""], numbers: Array<boolean>(6).fill(false) });
  if (number === 1) return lone("Skill plan December 2026, Northwind Care");
  if (number === 2) return lone("Fill in one line per agent and skill. Do not change the headings.");
  if (number === 12) return lone("");
  const cells = number === 3
    ? ["Team", "Agent", "Work e-mail", "Skill", "Level", "What to do"]
    : [pick(TEAMS, number * 7), agent, mail(agent), pick(SKILLS, number), String(1 + ((number * 3) % 5)), number % 9 === 0 ? "remove" : ""];
  return { number, skipped: false, hidden: number === 20, passedOver: null, cells, numbers: cells.map((_, column) => column === 4 && number > 3) };
}

/** The row of a grid of 500 skills. */
function gridRow(number: number): PreviewRow {
  const cells = Array.from({ length: 501 }, (_, column) => {
    if (number === 1) return column === 0 ? "Agent" : `Skill ${column}`;
    return column === 0 ? pick(AGENTS, number) : (number * column) % 4 === 0 ? "" : String((number * column) % 6);
  });
  return { number, skipped: false, hidden: false, passedOver: null, cells, numbers: cells.map((_, column) => column > 0 && number > 1) };
}

const rows = (row: (number: number) => PreviewRow, last: number) => (from: number, count: number) =>
  Array.from({ length: Math.max(0, Math.min(count, last - from + 1)) }, (_, index) => row(from + index));

/** A list with all that can stand round it: two rows of headings, an explanation, hidden rows and columns, totals. */
function messyRow(number: number): PreviewRow {
  const row = listRow(number);
  if (number === 2) return { ...row, cells: ["Who", "", "", "What", "", ""] };
  if (number === 4) return { ...row, passedOver: "explanation", cells: ["Fill in one line per agent and skill, levels from 0 to 5", "", "", "", "", ""] };
  if (number === 9) return { ...row, passedOver: "totals", cells: ["Total", "", "", "", "21", ""] };
  return { ...row, hidden: number === 6 || number === 7 };
}

export const messy: SheetView = {
  ...december, lastRow: 14, headingRows: 2, rowsRead: 8, agentsNamed: 7, rowsEmpty: 1, rowsHidden: 2, columnsHidden: 1, hiddenColumns: [2], filtered: true, explanations: 1, totals: 1,
  why: { ...december.why, headings: "Rows 2 and 3 have “Agent”, “Skill” and “Level”" },
};

export const previewOfMessy = rows(messyRow, messy.lastRow);

export const previewOfDecember = rows(listRow, december.lastRow);

const chosen = { ...connected, sheet: december };

export const recent: RecentView[] = [
  { name: "Spanish cover week 47.xlsx", folder: "C:\\Users\\maria\\Documents\\Skills", at: "2026-11-19T08:58:00Z", isThere: true },
  { name: "Skills November 2026.xlsx", folder: "C:\\Users\\maria\\Documents\\Skills", at: "2026-10-30T15:20:00Z", isThere: true },
  { name: "Skills October 2026 with all the corrections of the regional managers.xlsx", folder: "Z:\\Planning", at: "2026-10-01T09:12:00Z", isThere: false },
];

export const choices: TemplateChoices = {
  teams: ["Billing DE", "Care North", "Fraud desk", "Sales"],
  skills: SKILLS.map((name, index) => ({ id: `s${index}`, name, detail: "" })),
};

const template: Handlers = { templateChoices: () => choices, saveTemplate: () => "Skills of Northwind Care 2026-11-23.xlsx" };

const asked = async (page: Page) => {
  await page.getByRole("button", { name: "Get today’s skills…" }).click();
  await page.getByRole("group", { name: "Skills" }).waitFor();
};

export const states: State[] = [
  { name: "03-sheet-empty", app: { ...connected, recent } },
  { name: "03-sheet-empty-first", app: connected },
  { name: "03-sheet-empty-practice", app: { ...connected, current: practice.id, recent: recent.slice(0, 1) } },
  { name: "03-sheet-empty-practice-first", app: { ...connected, current: practice.id } },
  { name: "03-sheet-template", app: { ...connected, recent }, handlers: template, reach: asked },
  { name: "03-sheet-template-no-teams", app: connected, handlers: { ...template, templateChoices: () => ({ ...choices, teams: [] }) }, reach: asked },
  {
    name: "03-sheet-messy",
    app: { ...connected, sheet: messy },
    handlers: { previewRows: previewOfMessy },
    reach: (page) => page.getByText("explanation, passed over").waitFor(),
  },
  {
    name: "03-sheet-messy-left-out",
    app: { ...connected, sheet: { ...messy, readsHidden: false, tabs: messy.tabs.map((tab, index) => ({ ...tab, hidden: index === 0 })) } },
    handlers: { previewRows: previewOfMessy },
    reach: (page) => page.getByText("hidden, left out").first().waitFor(),
  },
  {
    name: "03-sheet-changed",
    app: { ...connected, sheet: { ...december, changedOnDisk: true, changesOnDisk: 1 } },
    handlers: { previewRows: previewOfDecember },
    reach: (page) => page.getByText("was saved again after we read it").waitFor(),
  },
  { name: "03-sheet", app: chosen, handlers: { previewRows: previewOfDecember }, reach: (page) => page.getByText("Daniel Ferreira").first().waitFor() },
  {
    name: "03-sheet-change-heading",
    app: chosen,
    handlers: { previewRows: previewOfDecember },
    reach: (page) => page.getByRole("button", { name: "Change" }).click(),
  },
  {
    name: "03-sheet-wide-grid",
    app: {
      ...connected,
      sheet: {
        ...december, fileName: "All skills.xlsx", tabs: [{ name: "Sheet1", hidden: false, hasAgents: true }], width: 501, lastRow: 100_001, headingRow: 1, layout: "grid",
        headings: Array.from({ length: 501 }, (_, column) => ({ column, letter: "", text: column === 0 ? "Agent" : `Skill ${column}` })), rowsRead: 100_000, agentsNamed: 100_000, rowsEmpty: 0, rowsHidden: 0,
        why: { tab: "", headings: "Row 1 has “Agent” and 500 skills", layout: "500 columns are headed by skills" },
      },
    },
    handlers: { previewRows: rows(gridRow, 100_001) },
    reach: (page) => page.getByText("Skill 4", { exact: true }).waitFor(),
  },
  {
    name: "03-sheet-no-agents",
    app: { ...chosen, sheet: { ...december, tab: 2, problem: { title: "No agents found on this tab", meaning: "No column holds e-mails or names that fit.", next: "Choose another tab.", details: "" } } },
    handlers: { previewRows: previewOfDecember },
    reach: (page) => page.getByText("Daniel Ferreira").first().waitFor(),
  },
  {
    name: "03-sheet-locked",
    app: connected,
    handlers: {
      chooseWorkbook: () => {
        throw new Refusal({ code: "locked", message: "Excel is still using this file", hint: "“Skills December 2026.xlsx” is open in Excel and locked. Save and close it there, then read it again.", details: "sharing violation (os error 32)" });
      },
    },
    reach: async (page) => {
      await page.getByRole("button", { name: "Choose a file…" }).click();
      await page.getByText("Excel is still using this file").waitFor();
    },
  },
  {
    name: "03-sheet-reading",
    app: { ...connected, task: { id: "readingSheet", label: "Reading Skills December 2026.xlsx", agents: null, done: 1200, total: 2766, left: null } },
    reach: (page) => page.getByText("1,200 of 2,766").waitFor(),
  },
  {
    name: "03-sheet-drop",
    app: connected,
    reach: async (page, farEnd) => {
      await farEnd.emit({ event: "dropHovered", over: true });
      await page.getByText("Drop to read it").waitFor();
    },
  },
];
