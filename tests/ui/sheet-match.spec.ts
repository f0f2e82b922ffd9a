/** Sheet and Match: what they ask the engine for, and the way through them by keyboard. */
import { expect, test } from "./far-end";
import { connected, december, practice } from "./states/base";
import { handlers, matchApp, matching, states as matchStates } from "./states/match";
import { handlers as reviewHandlers, reviewing } from "./states/review";
import { previewOfDecember, states } from "./states/sheet";

const chosen = { name: "sheet", app: { ...connected, sheet: december }, handlers: { previewRows: previewOfDecember } };

test("a sheet is chosen with Ctrl O and pasted with Ctrl V", async ({ page, farEnd, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await farEnd.open({ name: "empty", app: connected });
  await page.keyboard.press("Control+o");
  await expect.poll(() => farEnd.argsOf("chooseWorkbook").length).toBe(1);
  await page.evaluate(() => navigator.clipboard.writeText("Agent\tBilling\nAdaeze Okafor\t4"));
  await page.keyboard.press("Control+v");
  await expect.poll(() => farEnd.argsOf("pasteCells")).toEqual([["Agent\tBilling\nAdaeze Okafor\t4"]]);
});

test("the samples are there only while practising", async ({ page, farEnd }) => {
  await farEnd.open({ name: "empty", app: connected });
  await expect(page.getByRole("button", { name: "Sample list" })).toHaveCount(0);
  await farEnd.change({ current: practice.id });
  await page.getByRole("button", { name: "Sample grid" }).click();
  await expect.poll(() => farEnd.argsOf("openSample")).toEqual([["grid"]]);
});

test("the heading row is set by a click on its number, or by keys", async ({ page, farEnd }) => {
  await farEnd.open(chosen);
  await page.getByRole("rowheader", { name: "Row 5" }).click();
  await page.getByRole("rowheader", { name: "Row 5" }).focus();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("rowheader", { name: "Row 4" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => farEnd.argsOf("setHeadingRow")).toEqual([[5], [4]]);
});

test("keys move through the whole preview, whose rows come as they are reached", async ({ page, farEnd }) => {
  await farEnd.open(chosen);
  await page.getByRole("rowheader", { name: "Row 1", exact: true }).focus();
  await page.keyboard.press("Control+End");
  await expect(page.getByRole("row", { name: /Row 2766/ })).toBeVisible();
  const last = page.getByRole("row", { name: /Row 2766/ }).getByRole("gridcell").last();
  await expect(last).toHaveAttribute("aria-colindex", "7");
  await expect(last).toBeFocused();
  expect(farEnd.argsOf("previewRows").every(([, count]) => count <= 100)).toBe(true);
});

test("only the cells in sight of a wide and long sheet are drawn", async ({ page, farEnd }) => {
  const wide = states.find(({ name }) => name === "03-sheet-wide-grid");
  if (!wide) throw new Error("the state is gone");
  await farEnd.open(wide);
  expect(await page.getByRole("gridcell").count()).toBeLessThan(1500);
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "100002");
});

test("tabs, layout and the next step are asked for", async ({ page, farEnd }) => {
  await farEnd.open(chosen);
  await page.getByRole("tab", { name: "November" }).click();
  await page.getByRole("radio", { name: /Grid:/ }).click();
  await page.getByRole("button", { name: "Next: match names" }).click();
  await expect.poll(() => farEnd.calls.filter(({ command }) => command !== "previewRows")).toEqual([
    { command: "chooseTab", args: [1] }, { command: "setLayout", args: ["grid"] }, { command: "goTo", args: ["match"] },
  ]);
});

test("after a repair the focus is on the next one, and after the last on the filled button", async ({ page, farEnd }) => {
  let open = ["Billng", "Tech Support L2"];
  await farEnd.open({
    name: "match",
    app: matchApp,
    handlers: {
      names: () => ({ total: open.length, names: open.map((written, index) => ({ thing: "skill", written, rows: 2, why: "", candidates: [{ id: `s${index}`, name: "Billing", detail: "" }], sure: true, settled: null, leftOut: false, remembered: false })) }),
      settleName: (_thing, written) => {
        open = open.filter((name) => name !== written);
        return farEnd.change({ matching: { ...matching, openSkills: open.length, openAgents: 0 } }).then(() => null);
      },
    },
  });
  const use = page.getByRole("button", { name: "Use in 2 rows" });
  await use.first().focus();
  await page.keyboard.press("Enter");
  await expect(use).toHaveCount(1);
  await expect(use).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Next: compare with live skills" })).toBeFocused();
  expect(farEnd.argsOf("settleName")).toEqual([["skill", "Billng", "s0"], ["skill", "Tech Support L2", "s0"]]);
});

test("namesakes are never guessed", async ({ page, farEnd }) => {
  await farEnd.open({ name: "match", app: matchApp, handlers });
  await page.getByRole("tab", { name: /Agents/ }).click();
  const row = page.getByRole("row", { name: /Maria Silva/ });
  await expect(row.getByRole("button", { name: /Use in/ })).toBeDisabled();
  await row.getByRole("combobox").click();
  await page.getByRole("option", { name: /maria.silva2/ }).click();
  await row.getByRole("button", { name: "Use in 4 rows" }).click();
  await expect.poll(() => farEnd.argsOf("settleName")).toEqual([["agent", "Maria Silva", "a3"]]);
});

test("a name is found in the directory, or left out", async ({ page, farEnd }) => {
  await farEnd.open({ name: "match", app: matchApp, handlers });
  await page.getByRole("tab", { name: /Agents/ }).click();
  await page.getByRole("button", { name: "Find the agent…" }).click();
  await expect(page.getByLabel(/Part of the agent/)).toBeFocused();
  await page.keyboard.type("ruth");
  await page.getByRole("button", { name: /Ruth Campbell/ }).click();
  const row = page.getByRole("row", { name: /Former Colleague/ });
  await row.getByRole("button", { name: "Use in 1 row" }).click();
  await page.getByRole("row", { name: /j\.mueller/ }).getByRole("button", { name: /Leave out/ }).click();
  await expect.poll(() => farEnd.argsOf("settleName")).toEqual([["agent", "Former Colleague With A Very Long Name That Goes On", "a7"], ["agent", "j.mueller@nw.example", null]]);
});

test("a column is chosen with the keyboard", async ({ page, farEnd }) => {
  await farEnd.open({ name: "match", app: matchApp, handlers });
  await page.getByRole("combobox", { name: "Column of the action" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Not used" }).waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect.poll(() => farEnd.argsOf("setColumn")).toEqual([["action", null]]);
});

test("a name that stands in two columns is read from both, and from one when the person says so", async ({ page, farEnd }) => {
  const two = matchStates.find(({ name }) => name === "04-match-two-names");
  if (!two) throw new Error("the state is gone");
  await farEnd.open(two);
  const rest = page.getByRole("row", { name: /^Rest of the agent’s name optional/ });
  await expect(rest).toContainText("Okafor, Müller, Suzuki");
  await expect(rest.getByRole("button", { name: /^Sure: Headed “First name” and “Last name”/ })).toBeVisible();
  await rest.getByRole("combobox").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Not used" }).waitFor();
  await page.keyboard.press("Home");
  await expect(page.getByRole("option", { name: "Not used" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => farEnd.argsOf("setColumn")).toEqual([["agentRest", null]]);
});

test("levels are turned round when the person says so", async ({ page, farEnd }) => {
  await farEnd.open({ name: "match", app: { ...matchApp, matching: { ...matching, looksInverted: true } }, handlers });
  await expect(page.getByText("Is 0 the best in your sheet?")).toBeVisible();
  await page.getByRole("button", { name: "Yes, turn them round" }).click();
  await expect.poll(() => farEnd.argsOf("turnRound")).toEqual([[true]]);
});

test("where 1 is the best, Match and Review say so by the product’s name and ask about a sheet that looks turned round", async ({ page, farEnd }) => {
  const inverted = { ...matching, looksInverted: true, columns: matching.columns.map((column) => (column.field === "proficiency" ? { ...column, content: "1 to 20." } : column)) };
  await farEnd.open({ name: "match", app: { ...matchApp, current: "c3", matching: inverted }, handlers: { ...handlers, ...reviewHandlers } });
  await expect(page.getByRole("row", { name: /Proficiency/ })).toContainText("1 to 20. In CXone 1 is the best.");
  await expect(page.getByText("Is 20 the best in your sheet?")).toBeVisible();
  await farEnd.change({ step: "review", review: reviewing.review });
  await expect(page.getByRole("columnheader", { name: "1 is best" })).toBeVisible();
  await expect(page.getByText("Is 20 the best in your sheet?")).toBeVisible();
  await page.getByRole("button", { name: "No, keep them" }).click();
  await expect(page.getByText("Is 20 the best in your sheet?")).toHaveCount(0);
  await farEnd.change({ step: "match" });
  await expect(page.getByRole("row", { name: /Proficiency/ })).toBeVisible();
  await expect(page.getByText("Is 20 the best in your sheet?")).toHaveCount(0);
  expect(farEnd.argsOf("turnRound")).toEqual([]);
});

test("open names do not block the comparison", async ({ page, farEnd }) => {
  await farEnd.open({ name: "match", app: matchApp, handlers });
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => farEnd.argsOf("compare").length).toBe(1);
});
