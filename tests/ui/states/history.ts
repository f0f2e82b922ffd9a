/** The states of History. */
import type { RunView } from "../../../ui/src/backend/bindings";
import type { Handlers, State } from "../far-end";
import { connected } from "./base";
import { ended } from "./ended";
import { feed } from "./run";

const good = { ...ended.agents, done: 412, failed: 0, held: 0 };
const small = { total: 38, done: 38, failed: 0, held: 0, sending: 0, waiting: 0, skipped: 0 };

export const RUNS: RunView[] = [
  { ...ended, startedAt: "2026-11-23T14:00:02Z" },
  { ...ended, id: "r2", connection: "Northwind Care Test", kind: "sandbox", asksAgain: false, startedAt: "2026-11-23T13:47:00Z", agents: good },
  { ...ended, id: "r3", sheet: "Undo of 20 Nov, 16:30", by: "Omar Haddad", startedAt: "2026-11-23T10:15:00Z", agents: small, mode: "undo", undoOf: "r4" },
  { ...ended, id: "r4", sheet: "Fraud peak.xlsx", by: "Omar Haddad", startedAt: "2026-11-20T16:30:00Z", agents: small, undoneBy: "r3" },
  { ...ended, id: "r5", sheet: "Spanish cover week 47.xlsx", startedAt: "2026-11-19T08:58:00Z", agents: { ...small, total: 61, done: 61 } },
  { ...ended, id: "r6", sheet: "Spanish cover week 47.xlsx", startedAt: "2026-11-18T17:41:00Z", status: "cancelled", agents: { ...small, total: 61, done: 22, skipped: 39 } },
  { ...ended, id: "r7", sheet: "Sample sheet.xlsx", connection: "Practice centre", kind: "practice", asksAgain: false, startedAt: "2026-11-17T09:12:00Z", agents: { ...small, total: 60, done: 60 } },
  { ...ended, id: "r8", sheet: "Skills November 2026.xlsx", startedAt: "2026-10-30T15:20:00Z", agents: { ...small, total: 388, done: 386, held: 2 } },
  { ...ended, id: "r9", sheet: "Skills October 2026.xlsx", by: "Omar Haddad", startedAt: "2026-10-02T11:03:00Z", agents: { ...small, total: 402, done: 401, failed: 1 } },
];

export const handlers: Handlers = {
  runs: (search) => RUNS.filter((run) => run.sheet.toLowerCase().includes(search.toLowerCase())),
  runChanges: feed,
  saveResult: () => "Skills December 2026 result.xlsx",
};

const toHistory = async (page: import("@playwright/test").Page) => { await page.getByRole("button", { name: "History" }).click(); };

export const states: State[] = [
  { name: "08-history", app: connected, handlers, reach: async (page) => { await toHistory(page); await page.getByRole("button", { name: "Undo this run…" }).waitFor(); } },
  { name: "08-history-empty", app: connected, handlers: { runs: () => [] }, reach: async (page) => { await toHistory(page); await page.getByText("No updates yet").waitFor(); } },
  { name: "08-history-changes", app: connected, handlers, reach: async (page) => { await toHistory(page); await page.getByRole("button", { name: "Open all changes" }).click(); } },
  {
    name: "08-history-need-you", app: connected, handlers,
    reach: async (page) => {
      await toHistory(page);
      await page.getByRole("button", { name: "Open all changes" }).click();
      await page.getByRole("tab", { name: /Failed or held back/ }).click();
      await page.getByText("Noor Al-Hashimi").waitFor();
    },
  },
];
