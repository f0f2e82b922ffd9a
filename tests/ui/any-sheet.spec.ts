/** Any sheet a manager has: how it is read and why, marks, what is remembered, and a file that changed. */
import { expect, test } from "./far-end";
import { connected, december } from "./states/base";
import { handlers, marks, matchApp, matching } from "./states/match";
import { choices, messy, previewOfDecember, previewOfMessy, recent } from "./states/sheet";

const chosen = { name: "sheet", app: { ...connected, sheet: december }, handlers: { previewRows: previewOfDecember } };

test("a sheet that was used lately is opened again, unless its file is gone", async ({ page, farEnd }) => {
  await farEnd.open({ name: "empty", app: { ...connected, recent } });
  await expect(page.getByRole("listitem").filter({ hasText: "October" })).toContainText("Not there any more");
  await expect(page.getByRole("button", { name: /October/ })).toHaveCount(0);
  await page.getByRole("button", { name: /Skills November 2026/ }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => farEnd.argsOf("openRecent")).toEqual([[1]]);
});

test("two sheets of one name are told apart by their folders", async ({ page, farEnd }) => {
  const twice = recent.slice(0, 2).map((sheet, index) => ({ ...sheet, name: "Skills.xlsx", folder: `C:\\Plans\\${index}` }));
  await farEnd.open({ name: "empty", app: { ...connected, recent: twice } });
  await expect(page.getByRole("button", { name: /Skills.xlsx/ })).toHaveCount(2);
  await page.getByRole("button", { name: "C:\\Plans\\1" }).click();
  await expect.poll(() => farEnd.argsOf("openRecent")).toEqual([[1]]);
});

test("all of today’s skills are saved when nothing else is said", async ({ page, farEnd }) => {
  await farEnd.open({ name: "empty", app: connected, handlers: { templateChoices: () => choices, saveTemplate: () => "Skills today.xlsx" } });
  await page.getByRole("button", { name: "Get today’s skills…" }).click();
  await page.getByRole("button", { name: "Save the workbook…" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved as “Skills today.xlsx”." })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(farEnd.argsOf("saveTemplate")).toEqual([[false, [], []]]);
});

test("today’s skills are saved in the layout, of the teams and with the skills that are asked for", async ({ page, farEnd }) => {
  await farEnd.open({ name: "empty", app: connected, handlers: { templateChoices: () => choices, saveTemplate: () => null } });
  await page.getByRole("button", { name: "Get today’s skills…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Grid" }).click();
  await expect(dialog).toContainText("a column for each skill");
  await dialog.getByRole("checkbox", { name: "Fraud desk" }).click();
  const skills = dialog.getByRole("group", { name: "Skills" });
  await skills.getByRole("checkbox", { name: "All 11 skills" }).click();
  await expect(dialog).toContainText("Choose at least one skill.");
  await expect(dialog.getByRole("button", { name: "Save the workbook…" })).toBeDisabled();
  await skills.getByLabel("Find a skill").fill("sales");
  await skills.getByRole("checkbox", { name: "All 2 found" }).click();
  await dialog.getByRole("button", { name: "Save the workbook…" }).click();
  await expect.poll(() => farEnd.argsOf("saveTemplate")).toEqual([[true, ["Billing DE", "Care North", "Sales"], ["s0", "s5"]]]);
  // Nothing was saved: the person thought better of it, and chooses on.
  await expect(dialog).toBeVisible();
});

test("a contact centre without teams is asked for skills only", async ({ page, farEnd }) => {
  await farEnd.open({ name: "empty", app: connected, handlers: { templateChoices: () => ({ ...choices, teams: [] }) } });
  await page.getByRole("button", { name: "Get today’s skills…" }).click();
  await expect(page.getByRole("group", { name: "Skills" })).toBeVisible();
  await expect(page.getByRole("group", { name: "Teams" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Get today’s skills…" })).toBeFocused();
});

test("each guess is shown with its reason and is changed beside it", async ({ page, farEnd }) => {
  await farEnd.open(chosen);
  const found = page.getByRole("complementary", { name: "What was found" });
  await expect(found).toContainText("Row 3 has “Agent”, “Skill” and “Level”.");
  await expect(found).toContainText("One row per agent and skill: column D names skills.");
  await found.getByRole("combobox", { name: "Tab that is read" }).click();
  await page.getByRole("option", { name: /November/ }).click();
  await found.getByRole("radio", { name: /All in one cell/ }).click();
  await found.getByRole("radio", { name: /Skills down, agents across/ }).click();
  await found.getByRole("button", { name: /Change/ }).click();
  await found.getByRole("checkbox", { name: "And row 2 above it" }).click();
  await found.getByLabel("Row of the headings").fill("4");
  await found.getByRole("button", { name: "Use it" }).click();
  await expect.poll(() => farEnd.calls.filter(({ command }) => command !== "previewRows")).toEqual([
    { command: "chooseTab", args: [1] }, { command: "setLayout", args: ["packed"] }, { command: "setLayout", args: ["transposed"] },
    { command: "setHeadingRows", args: [2] }, { command: "setHeadingRow", args: [4] },
  ]);
});

test("hidden rows are told of, and left out when the person says so", async ({ page, farEnd }) => {
  await farEnd.open({ name: "messy", app: { ...connected, sheet: messy }, handlers: { previewRows: previewOfMessy } });
  const found = page.getByRole("complementary", { name: "What was found" });
  await expect(found.getByText("2 rows hidden by a filter and 1 hidden column, read too.")).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "Row 6, hidden, read too" })).toBeVisible();
  await found.getByRole("radio", { name: "Leave them out" }).click();
  await expect.poll(() => farEnd.argsOf("setHidden")).toEqual([[false]]);
  await farEnd.change({ sheet: { ...messy, readsHidden: false } });
  await expect(page.getByRole("rowheader", { name: "Row 6, hidden, left out" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: /C.*hidden, left out/ })).toBeVisible();
});

test("rows that are no data say so in the preview, and are counted", async ({ page, farEnd }) => {
  await farEnd.open({ name: "messy", app: { ...connected, sheet: messy }, handlers: { previewRows: previewOfMessy } });
  await expect(page.getByRole("heading", { name: "Headings in rows 2 and 3" })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "Row 2, the headings" })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "Row 4, explanation, passed over" })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "Row 9, totals, passed over" })).toBeVisible();
  await expect(page.getByText("Explaining rows passed over")).toBeVisible();
  // A tag stands only where it covers nothing; elsewhere a sign beside the number says it.
  await expect(page.getByText("explanation, passed over")).toBeVisible();
  await expect(page.getByText("totals, passed over")).toHaveCount(0);
  await expect(page.getByRole("rowheader", { name: "Row 9, totals, passed over" }).locator("svg")).toBeVisible();
});

test("a file that was saved again is read again, and says which corrections still fit", async ({ page, farEnd }) => {
  const changed = { ...december, changedOnDisk: true, changesOnDisk: 1 };
  await farEnd.open({ ...chosen, handlers: { ...chosen.handlers, ...handlers, readAgain: () => ({ kept: 3, dropped: ["E88", "E90"] }) } });
  const banner = page.getByText("“Skills December 2026.xlsx” was saved again after we read it.");
  await expect(banner).toHaveCount(0);
  await farEnd.change({ sheet: changed });
  await expect(banner).toBeVisible();
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(banner).toHaveCount(0);
  // The next step does not ask again; the next change does.
  await farEnd.change({ step: "match", matching, sheet: changed });
  await expect(page.getByRole("heading", { name: "Match columns and names" })).toBeVisible();
  await expect(banner).toHaveCount(0);
  await farEnd.change({ sheet: { ...changed, changesOnDisk: 2 } });
  await page.getByRole("button", { name: "Read it again" }).click();
  await expect(page.getByRole("status").filter({ hasText: "3 corrections still fit. 2 no longer do: E88, E90." })).toBeVisible();
});

test("marks are confirmed at once, or changed one by one", async ({ page, farEnd }) => {
  await farEnd.open({ name: "match", app: { ...matchApp, matching: { ...matching, marks } }, handlers: { ...handlers, confirmMarks: () => 3 } });
  await expect(page.getByRole("combobox", { name: "What “★★★” means" })).toHaveText("3");
  await expect(page.getByText("2 skills, 3 agents and 3 marks to check")).toBeVisible();
  await page.getByRole("combobox", { name: "What “x” means" }).click();
  await page.getByRole("option", { name: "Take it away" }).click();
  await expect.poll(() => farEnd.argsOf("setMark")).toEqual([["x", { means: "remove" }]]);
  await page.getByRole("combobox", { name: "What “★★★” means" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "3", exact: true }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => farEnd.argsOf("setMark").at(-1)).toEqual(["★★★", { means: "level", level: 4 }]);
  await page.getByRole("button", { name: "Use this legend" }).click();
  await expect.poll(() => farEnd.argsOf("confirmMarks").length).toBe(1);
  await farEnd.change({ matching: { ...matching, marks: marks.map((mark) => ({ ...mark, said: mark.said ?? mark.proposed })) } });
  await expect(page.getByText("“★★★” is 3, “Expert” is 4")).toBeVisible();
  await expect(page.getByRole("button", { name: "Change what these mean" })).toBeFocused();
  await expect(page.getByRole("combobox", { name: "What “x” means" })).toHaveCount(0);
  await page.getByRole("button", { name: "Change what these mean" }).click();
  await expect(page.getByRole("combobox", { name: "What “★★★” means" })).toBeFocused();
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await expect(page.getByRole("button", { name: "Change what these mean" })).toBeFocused();
});

test("open marks do not block the comparison", async ({ page, farEnd }) => {
  await farEnd.open({ name: "match", app: { ...matchApp, matching: { ...matching, marks } }, handlers });
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => farEnd.argsOf("compare").length).toBe(1);
  expect(farEnd.argsOf("confirmMarks")).toEqual([]);
});

test("what is remembered is said, and forgotten when the person starts fresh or opens a name again", async ({ page, farEnd }) => {
  const sheet = { ...december, earlier: { sheet: "Skills November 2026.xlsx", at: "2026-10-30T15:20:00Z" } };
  await farEnd.open({ name: "match", app: { ...matchApp, sheet }, handlers });
  await expect(page.getByText("We used your choices from “Skills November 2026.xlsx” (30 Oct).")).toBeVisible();
  await page.getByRole("tab", { name: /Matched/ }).click();
  const row = page.getByRole("row", { name: /as you chose before/ });
  await row.getByRole("button", { name: "Change Maria S" }).click();
  await expect.poll(() => farEnd.argsOf("reopenName")).toEqual([["agent", "Maria S"]]);
  await page.getByRole("button", { name: "Start fresh" }).click();
  await expect.poll(() => farEnd.argsOf("startFresh").length).toBe(1);
});

test("how a sheet is read is kept in a file, and read from one", async ({ page, farEnd }) => {
  await farEnd.open({ name: "match", app: matchApp, handlers: { ...handlers, saveMapping: () => "How December is read.json", loadMapping: () => true } });
  await page.getByRole("button", { name: "Save these choices…" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved as “How December is read.json”." })).toBeVisible();
  await page.getByRole("button", { name: "Use saved choices…" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The saved choices are used." })).toBeVisible();
});

test("why a column is taken is told on focus, and always where it is to be checked", async ({ page, farEnd }) => {
  const columns = matching.columns.map((column, index) => (index === 1 ? { ...column, sure: "pleaseCheck" as const, why: "A third of its values are known skills" } : column));
  await farEnd.open({ name: "match", app: { ...matchApp, matching: { ...matching, columns } }, handlers });
  await expect(page.getByText("A third of its values are known skills")).toBeVisible();
  await page.getByRole("row", { name: /Agent/ }).getByRole("button", { name: /Sure: Headed “Work e-mail”/ }).focus();
  await expect(page.getByText("Headed “Work e-mail”, and its values are agents’ e-mails").last()).toBeVisible();
});

for (const [layout, columns, words] of [
  ["packed", matching.columns.slice(0, 2), "Skills and levels"],
  ["transposed", matching.columns.slice(1, 2), "48 columns, one for each agent"],
  ["grid", matching.columns.slice(0, 1), "48 columns, one for each skill"],
] as const) {
  test(`what the columns of a sheet that is ${layout} are is said`, async ({ page, farEnd }) => {
    await farEnd.open({ name: "match", app: { ...matchApp, sheet: { ...december, layout }, matching: { ...matching, columns: [...columns], skillColumns: layout === "packed" ? 0 : 48 } }, handlers });
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByRole("combobox", { name: /Column of the/ })).toHaveCount(columns.length);
  });
}
