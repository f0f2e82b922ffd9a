/** Sheet: empty, chosen, and what can go wrong. */
import type { PreviewRow } from "../../../ui/src/backend/bindings";
import { Refusal, type State } from "../far-end";
import { connected, december, practice } from "./base";

const AGENTS = ["Daniel Ferreira", "Leïla Benali", "Ingrid Sørensen", "Sofia Lindqvist", "Viktor Horváth", "Priya Raghavan", "Aisling Byrne", "Chiara Fontana", "Marta Kowalska", "Dmitri Volkov"];
const SKILLS = ["Sales – new", "Returns", "Chat", "German", "Retention", "Sales – upgrade", "Fraud", "E-mail", "Loyalty club", "Spanish", "Technical support"];
const TEAMS = ["Care North", "Fraud desk", "Sales", "Billing DE"];

const mail = (name: string) => `${name.normalize("NFD").replace(/\p{M}/gu, "").replace("ø", "o").toLowerCase().replace(" ", ".")}@nw.example`;
const pick = (list: string[], index: number) => list[index % list.length] ?? "";

/** The row of a list, by Excel's number. */
function listRow(number: number): PreviewRow {
  const agent = pick(AGENTS, number);
  const lone = (text: string): PreviewRow => ({ number, skipped: true, hidden: false, cells: [text, "", "", "", "", ""], numbers: Array<boolean>(6).fill(false) });
  if (number === 1) return lone("Skill plan December 2026, Northwind Care");
  if (number === 2) return lone("Fill in one line per agent and skill. Do not change the headings.");
  if (number === 12) return lone("");
  const cells = number === 3
    ? ["Team", "Agent", "Work e-mail", "Skill", "Level", "What to do"]
    : [pick(TEAMS, number * 7), agent, mail(agent), pick(SKILLS, number), String(1 + ((number * 3) % 5)), number % 9 === 0 ? "remove" : ""];
  return { number, skipped: false, hidden: number === 20, cells, numbers: cells.map((_, column) => column === 4 && number > 3) };
}

/** The row of a grid of 500 skills. */
function gridRow(number: number): PreviewRow {
  const cells = Array.from({ length: 501 }, (_, column) => {
    if (number === 1) return column === 0 ? "Agent" : `Skill ${column}`;
    return column === 0 ? pick(AGENTS, number) : (number * column) % 4 === 0 ? "" : String((number * column) % 6);
  });
  return { number, skipped: false, hidden: false, cells, numbers: cells.map((_, column) => column > 0 && number > 1) };
}

const rows = (row: (number: number) => PreviewRow, last: number) => (from: number, count: number) =>
  Array.from({ length: Math.max(0, Math.min(count, last - from + 1)) }, (_, index) => row(from + index));

export const previewOfDecember = rows(listRow, december.lastRow);

const chosen = { ...connected, sheet: december };

export const states: State[] = [
  { name: "03-sheet-empty", app: connected },
  { name: "03-sheet-empty-practice", app: { ...connected, current: practice.id } },
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
    app: { ...connected, task: { id: "readingSheet", label: "Reading Skills December 2026.xlsx", done: 1200, total: 2766, left: null } },
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
