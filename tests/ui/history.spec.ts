/** A result workbook that comes back, the history as a list, and how long it is kept. */
import { expect, test } from "./far-end";
import { connected } from "./states/base";
import { run } from "./states/ended";
import { handlers as pastHandlers, RUNS, states as historyStates } from "./states/history";
import { returned, states as returnedStates } from "./states/returned";
import { NEED_YOU, handlers as runHandlers } from "./states/run";

const state = (name: string) => [...returnedStates, ...historyStates].find((each) => each.name === name)!;

test("a result workbook asks whether to go on, and production asks once more", async ({ page, farEnd }) => {
  await farEnd.open({ ...state("03-result-continue"), handlers: { ...runHandlers, resumeRun: () => farEnd.change({ step: "run", run }).then(() => null) } });
  await expect(page.getByRole("heading", { name: "This is the result of your run on 20 Nov" })).toBeFocused();
  await expect(page.getByText("163 agents were not sent")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "Go on with 163 agents now?" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Not yet" })).toBeFocused();
  expect(farEnd.argsOf("resumeRun")).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  await expect.poll(() => farEnd.argsOf("resumeRun")).toEqual([["r1", true]]);
  await expect(page.getByRole("heading", { name: "244 of 412 agents" })).toBeVisible();
});

test("a run of another connection says so, and what failed is tried again", async ({ page, farEnd }) => {
  await farEnd.open(state("03-result-retry-elsewhere"));
  await expect(page.getByText("Continuing uses Northwind Care Test.")).toBeVisible();
  await page.getByRole("button", { name: "Continue that run" }).click();
  await expect.poll(() => farEnd.argsOf("retryFailed")).toEqual([["r1", [], false]]);
  expect(farEnd.argsOf("resumeRun")).toEqual([]);
});

test("a new one is started from the same workbook", async ({ page, farEnd }) => {
  await farEnd.open({ ...state("03-result-continue"), handlers: { previewRows: () => [], startNewOne: () => farEnd.change({ sheet: { ...farEnd.app.sheet!, returned: null } }).then(() => null) } });
  await page.getByRole("button", { name: "Start a new one" }).click();
  await expect(page.getByRole("heading", { name: "Skills December 2026 result.xlsx" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Next: match names" })).toBeVisible();
});

test("where all is done there is nothing to continue", async ({ page, farEnd }) => {
  await farEnd.open(state("03-result-done"));
  await expect(page.getByText("Everything in that run is done.")).toBeVisible();
  await expect(page.getByRole("button", { name: /Continue that run/ })).toHaveCount(0);
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => farEnd.argsOf("startNewOne")).toHaveLength(1);
});

test("what is held back is shown in the history, each with who holds what", async ({ page, farEnd }) => {
  const app = returned({ ...RUNS[0]!, agents: { ...RUNS[0]!.agents, failed: 0 } }, { way: "settle" });
  await farEnd.open({ name: "held", app, handlers: pastHandlers });
  await page.getByRole("button", { name: "Continue that run" }).click();
  await page.getByRole("button", { name: "Open all changes" }).click();
  await page.getByRole("tab", { name: /Failed or held back/ }).click();
  await expect(page.getByText(NEED_YOU[3]!.problem!.meaning)).toBeVisible();
  await page.getByRole("button", { name: "Set 4: Noor Al-Hashimi" }).click();
  await page.getByRole("dialog", { name: "Set 4 for Noor Al-Hashimi?" }).getByRole("button", { name: "Set 4" }).click();
  await expect.poll(() => farEnd.argsOf("settleHeld")).toEqual([["r1", ["n4"], true, true]]);
});

test("a workbook of an unknown run is read as a sheet, with a word", async ({ page, farEnd }) => {
  await farEnd.open(state("03-result-unknown"));
  await expect(page.getByText("This is the result of a run that this computer does not know.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Next: match names" })).toBeVisible();
});

test("the list is saved as it is filtered", async ({ page, farEnd }) => {
  await farEnd.open({ ...state("08-history"), handlers: { ...pastHandlers, saveHistory: () => "Updates until 2026-11-23.xlsx" } });
  await page.getByRole("searchbox").fill("spanish");
  await expect(page.getByRole("button", { name: "Skills December 2026.xlsx" })).toHaveCount(0);
  await page.getByRole("button", { name: "Save this list" }).click();
  await expect.poll(() => farEnd.argsOf("saveHistory")).toEqual([[["r5", "r6"]]]);
  await expect(page.getByText("Updates until 2026-11-23.xlsx")).toBeVisible();
});

test("the link of an undo leads out of a search that would hide it", async ({ page, farEnd }) => {
  await farEnd.open(state("08-history"));
  await page.getByRole("searchbox").fill("fraud");
  await expect(page.getByRole("button", { name: "Fraud peak.xlsx" })).toBeVisible();
  await page.getByRole("button", { name: "Show the undo" }).click();
  await expect(page.getByRole("heading", { name: "Today, 10:15" })).toBeVisible();
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("a shorter history is asked for before it removes anything", async ({ page, farEnd }) => {
  const removes = { forever: 0, year: 0, days90: 12 };
  await farEnd.open({ name: "settings", app: connected, handlers: { olderThan: (kept) => removes[kept], saveSettings: (settings) => farEnd.change({ settings }).then(() => null) } });
  await page.keyboard.press("Control+,");
  await page.getByRole("radio", { name: "90 days" }).click();
  await expect(page.getByText("This removes 12 updates. They can then no longer be undone.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Keep them" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("radio", { name: "For ever" })).toBeChecked();
  expect(farEnd.argsOf("saveSettings")).toEqual([]);
  await page.getByRole("radio", { name: "1 year" }).click();
  await expect.poll(() => farEnd.app.settings.keptHistory).toBe("year");
  await page.getByRole("radio", { name: "90 days" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect.poll(() => farEnd.app.settings.keptHistory).toBe("days90");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
