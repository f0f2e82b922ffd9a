/** Your sheet: what is shown, and what the keys, the pointer and the clipboard do, as in Excel. */
import type { Page } from "@playwright/test";
import { expect, test, type FarEnd, type State } from "./far-end";
import { broad, explain, grouped, handlers, long, longSheet, review, reviewing, sheetRow, states, wideSheet } from "./states/review";

const open: State = { name: "sheet", app: reviewing, handlers: { ...handlers, nextProblem: () => null } };
const state = (name: string) => states.find((each) => each.name === name)!;
const cell = (page: Page, row: number, column: number) => page.locator(`[data-row='${row}'] > [data-cell='${column}']`);
const number = (page: Page, row: number) => cell(page, row, -1);
const box = (page: Page) => page.getByRole("grid", { name: "Your sheet with marked cells" });
const bar = (page: Page) => page.locator("[role=status]", { has: page.locator("b") }).first();
const nodes = (page: Page) => page.evaluate(() => document.querySelectorAll("*").length);

/** The most elements that the whole window may have. */
const MOST_NODES = 2_000;

async function openSheet(page: Page, farEnd: FarEnd, what: State = open) {
  await farEnd.open(what);
  await page.getByRole("radio", { name: "Your sheet" }).click();
  await expect(box(page).getByRole("gridcell", { name: /^(?!Reading)/ }).first()).toBeVisible();
}

async function put(page: Page, text: string) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press("Control+v");
}

test("the bar explains the cell, F8 goes to the next problem, a repair goes on", async ({ page, farEnd }) => {
  const problems = ["E88", "E98"];
  await farEnd.open({ ...open, handlers: { ...handlers, nextProblem: (after) => problems.find((each) => after === null || each > after) ?? problems[0]!, explainCell: (at) => ({ ...explain("E88"), cell: at }) } });
  await page.getByRole("radio", { name: "Your sheet" }).click();
  await expect(page.getByText("7 is higher than the best level, 5.")).toBeVisible();
  await expect(cell(page, 88, 4)).toBeVisible();
  await page.keyboard.press("F8");
  await expect(cell(page, 98, 4)).toHaveAttribute("tabindex", "0");
  await page.keyboard.press("Shift+F8");
  await expect.poll(() => farEnd.argsOf("nextProblem").at(-1)).toEqual(["E98", true]);
  await page.getByRole("button", { name: "Use 5" }).click();
  await expect(page.getByRole("button", { name: "Use 5" })).toBeFocused();
});

test("F8 takes the focus along, however far the next problem is", async ({ page, farEnd }) => {
  await openSheet(page, farEnd, { ...open, handlers: { ...open.handlers, nextProblem: (after) => (after === null ? null : "E2700") } });
  await cell(page, 5, 4).click();
  await page.keyboard.press("F8");
  await expect(cell(page, 2700, 4)).toBeFocused();
  await page.keyboard.press("3");
  await page.keyboard.press("Enter");
  await expect.poll(() => farEnd.argsOf("editCell")).toEqual([["E2700", "3"]]);
});

test("a cell's address in the search goes to the cell, and counts nothing out", async ({ page, farEnd }) => {
  await openSheet(page, farEnd);
  const counted = page.getByRole("tab", { name: "Add 271" });
  await expect(counted).toBeVisible();
  await page.keyboard.press("Control+f");
  await page.keyboard.type("e1400");
  await page.keyboard.press("Enter");
  await expect(cell(page, 1400, 4)).toBeInViewport();
  await expect(cell(page, 1400, 4)).toHaveAttribute("tabindex", "0");
  await expect(page.getByRole("searchbox", { name: "Find a name" })).toHaveValue("");
  await expect(counted).toBeVisible();
  expect(farEnd.argsOf("lines").filter(([{ search }]) => search.includes("1400"))).toEqual([]);
});

test("the last cell keeps clear of scroll bars that lie over the sheet", async ({ page, farEnd }) => {
  await openSheet(page, farEnd, broad);
  await cell(page, 4, 1).click();
  await page.keyboard.press("Control+End");
  await expect(cell(page, 1001, 299)).toBeFocused();
  const room = async () => {
    const [around, last] = await Promise.all([box(page).boundingBox(), cell(page, 1001, 299).boundingBox()]);
    return Math.min(around!.x + around!.width - last!.x - last!.width, around!.y + around!.height - last!.y - last!.height);
  };
  await expect.poll(room).toBeGreaterThanOrEqual(11);
});

test("after the last repair the filled button has the focus", async ({ page, farEnd }) => {
  let left: string | null = "E88";
  await openSheet(page, farEnd, { ...open, handlers: { ...handlers, nextProblem: () => left, repair: () => { left = null; return null; } } });
  await page.getByRole("button", { name: "Use 5" }).press("Enter");
  await expect(page.getByRole("button", { name: "Update 412 agents…" })).toBeFocused();
});

test("a cell is written: typing begins, Enter goes down, Tab right, Shift back, Escape leaves it", async ({ page, farEnd }) => {
  await openSheet(page, farEnd);
  await cell(page, 4, 4).click();
  await page.keyboard.press("3");
  await page.keyboard.press("Enter");
  await expect.poll(() => farEnd.argsOf("editCell")).toEqual([["E4", "3"]]);
  await expect(cell(page, 5, 4)).toBeFocused();
  await page.keyboard.press("F2");
  await expect(page.getByRole("textbox", { name: "The cell’s text" })).toHaveValue(sheetRow(5).cells[4]!.text);
  await page.keyboard.type("2");
  await page.keyboard.press("Tab");
  await expect.poll(() => farEnd.argsOf("editCell").at(-1)).toEqual(["E5", "2"]);
  await expect(cell(page, 5, 5)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.type("remove");
  await page.keyboard.press("Shift+Tab");
  await expect(cell(page, 5, 4)).toBeFocused();
  await page.keyboard.press("4");
  await page.keyboard.press("Shift+Enter");
  await expect(cell(page, 4, 4)).toBeFocused();
  await expect.poll(() => farEnd.argsOf("editCell").slice(2)).toEqual([["F5", "remove"], ["E5", "4"]]);
  await page.keyboard.press("9");
  await page.keyboard.press("Escape");
  await expect(cell(page, 4, 4)).toBeFocused();
  // What is written as it stood is no correction.
  await page.keyboard.press("F2");
  await page.keyboard.press("Enter");
  await expect(cell(page, 5, 4)).toBeFocused();
  expect(farEnd.argsOf("editCell")).toHaveLength(4);
});

test("Delete empties the cells in hand, all of them in one step", async ({ page, farEnd }) => {
  await openSheet(page, farEnd);
  await cell(page, 5, 4).click();
  await page.keyboard.press("Delete");
  await expect.poll(() => farEnd.argsOf("editCell")).toEqual([["E5", ""]]);
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Backspace");
  await expect.poll(() => farEnd.argsOf("pasteAt")).toEqual([["E5", "\t\n\t\n"]]);
});

test("cells are copied for Excel, and cells of Excel are pasted in one step", async ({ page, farEnd }) => {
  await openSheet(page, farEnd, { ...open, handlers: { ...open.handlers, pasteAt: (_, text) => text.split(/[\t\n]/).length - 1 } });
  await cell(page, 5, 3).click();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.keyboard.press("Control+c");
  const copied = [5, 6].map((row) => `${sheetRow(row).cells[3]!.text}\t${sheetRow(row).cells[4]!.text}\n`).join("");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(copied);
  await cell(page, 5, 4).click();
  await put(page, "2\t\r\n2\tremove\r\n");
  await expect.poll(() => farEnd.argsOf("pasteAt")).toEqual([["E5", "2\t\n2\tremove\n"]]);
  await expect(page.getByText("4 cells pasted")).toBeVisible();
  // What was pasted is in hand, as in Excel.
  await expect(box(page).locator("[data-cell][aria-selected='true']")).toHaveCount(4);
  await expect(cell(page, 5, 4)).toBeFocused();
  // A paste into the sheet is no new sheet.
  expect(farEnd.argsOf("pasteCells")).toEqual([]);
});

test("one copied cell fills the cells in hand; one cell alone is told by itself", async ({ page, farEnd }) => {
  await openSheet(page, farEnd, { ...open, handlers: { ...open.handlers, pasteAt: () => 3 } });
  await cell(page, 5, 4).click();
  await cell(page, 7, 4).click({ modifiers: ["Shift"] });
  await put(page, "4");
  await expect.poll(() => farEnd.argsOf("pasteAt")).toEqual([["E5", "4\n4\n4\n"]]);
  await cell(page, 9, 4).click();
  await put(page, "1\n");
  await expect.poll(() => farEnd.argsOf("editCell")).toEqual([["E9", "1"]]);
  await expect(page.getByText("1 cell pasted")).toHaveCount(0);
});

test("what would lie outside the sheet is not pasted, and that is said", async ({ page, farEnd }) => {
  await openSheet(page, farEnd, { ...open, handlers: { ...open.handlers, pasteAt: () => 2 } });
  await cell(page, 4, 0).click();
  await page.keyboard.press("Control+End");
  await expect(cell(page, 2766, 5)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await put(page, "a\tb\nc\td\ne\tf\n");
  await expect.poll(() => farEnd.argsOf("pasteAt")).toEqual([["F2765", "a\nc\n"]]);
  await expect(page.getByText("4 cells would have been outside your sheet and were left away.")).toBeVisible();
});

test("an edit is undone from the sheet, by keys and by buttons", async ({ page, farEnd }) => {
  await openSheet(page, farEnd, { ...open, app: { ...reviewing, review: { ...review, canUndo: true, canRedo: true } } });
  await cell(page, 4, 4).click();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+y");
  await page.getByRole("button", { name: "Undo the last edit (Ctrl Z)" }).click();
  await page.getByRole("button", { name: "Redo the edit (Ctrl Y)" }).click();
  await expect.poll(() => [farEnd.argsOf("undoEdit").length, farEnd.argsOf("redoEdit").length]).toEqual([2, 2]);
});

test("rows are left out: by their numbers, by Space, by the button", async ({ page, farEnd }) => {
  await openSheet(page, farEnd);
  await number(page, 6).click();
  await number(page, 8).click({ modifiers: ["Shift"] });
  await expect(page.getByText("Rows 6 to 8")).toBeVisible();
  await page.keyboard.press("Space");
  await expect.poll(() => farEnd.argsOf("setRowsOut")).toEqual([[[6, 7, 8], true]]);
  await number(page, 5).click();
  await page.getByRole("button", { name: "Leave row out" }).click();
  await expect.poll(() => farEnd.argsOf("setRowsOut").at(-1)).toEqual([[5], true]);
});

test("rows are left out by the keyboard alone", async ({ page, farEnd }) => {
  await openSheet(page, farEnd);
  await cell(page, 4, 1).click();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(number(page, 4)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Space");
  await expect.poll(() => farEnd.argsOf("setRowsOut")).toEqual([[[5, 6], true]]);
  await page.keyboard.press("ArrowRight");
  await expect(cell(page, 6, 0)).toBeFocused();
  await page.keyboard.press("Shift+Space");
  await expect(number(page, 6)).toBeFocused();
  await expect(number(page, 6)).toHaveAttribute("aria-selected", "true");
});

test("in a grid, where a row is all of an agent's skills, Space leaves out only whole rows", async ({ page, farEnd }) => {
  await openSheet(page, farEnd, broad);
  await cell(page, 4, 1).click();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+Space");
  await page.keyboard.press("Space");
  await expect.poll(() => farEnd.argsOf("setRowsOut")).toEqual([[[4], true]]);
});

test("a row that is left out is struck, says so, and is taken in again", async ({ page, farEnd }) => {
  await openSheet(page, farEnd, { ...open, handlers: { ...handlers, nextProblem: () => "E91", explainCell: (at) => ({ cell: at, kind: null, title: "You left this row out.", detail: "", repairs: [] }) } });
  await expect(number(page, 92)).toHaveAccessibleName("Row 92, left out");
  await expect(cell(page, 92, 1).locator("span")).toHaveCSS("text-decoration-line", "line-through");
  await cell(page, 92, 1).click();
  await expect(bar(page)).toContainText("You left this row out.");
  await page.getByRole("button", { name: "Take row in" }).click();
  await expect.poll(() => farEnd.argsOf("setRowsOut")).toEqual([[[92], false]]);
  await number(page, 92).click();
  await page.keyboard.press("Space");
  await expect.poll(() => farEnd.argsOf("setRowsOut").at(-1)).toEqual([[92], false]);
});

test("a corrected cell keeps what it was; a hidden row is marked", async ({ page, farEnd }) => {
  await openSheet(page, farEnd, { ...open, handlers: { ...handlers, nextProblem: () => "E91" } });
  await expect(cell(page, 93, 4)).toHaveAttribute("title", "was “four”");
  await expect(cell(page, 93, 4)).toHaveAccessibleName(/corrected, was “four”$/);
  await cell(page, 93, 4).click();
  await expect(bar(page)).toContainText("It was “four”.");
  await expect(number(page, 86)).toHaveAttribute("title", "Hidden in the workbook");
  await expect(number(page, 86).locator("svg")).toBeVisible();
});

test("two rows of headings and the agent stay in sight, wherever the sheet is scrolled to", async ({ page, farEnd }) => {
  await farEnd.open(grouped);
  await cell(page, 4, 1).click();
  await page.keyboard.press("Control+End");
  await expect(cell(page, 800, 59)).toBeFocused();
  await expect(cell(page, 800, 0)).toBeInViewport();
  for (const row of ["2", "3"]) await expect(box(page).getByRole("rowheader", { name: row, exact: true })).toBeInViewport();
  await expect(page.getByRole("columnheader", { name: wideSheet.headings[59]!.text })).toBeInViewport();
});

test("an agents' column in the middle stays in sight once it is reached, and hides nothing that has the focus", async ({ page, farEnd }) => {
  await openSheet(page, farEnd, broad);
  await cell(page, 6, 2).click();
  await page.keyboard.press("End");
  await expect(cell(page, 6, 299)).toBeFocused();
  await expect(cell(page, 6, 2)).toBeInViewport();
  for (let left = 0; left < 9; left += 1) await page.keyboard.press("ArrowLeft");
  await expect(cell(page, 6, 290)).toBeFocused();
  const [agent, focused] = await Promise.all([cell(page, 6, 2).boundingBox(), cell(page, 6, 290).boundingBox()]);
  expect(focused!.x).toBeGreaterThanOrEqual(agent!.x + agent!.width - 1);
  await page.keyboard.press("Home");
  await expect(cell(page, 6, 0)).toBeFocused();
  await expect(cell(page, 6, 0)).toBeInViewport();
});

for (const [what, sheet, last, column] of [["100,000 rows", long, 100_001, 9], ["1,000 rows of 300 columns", broad, 1001, 299]] as const) {
  test(`${what}: the end is reached at once, few elements are drawn and few rows fetched`, async ({ page, farEnd }) => {
    await openSheet(page, farEnd, sheet);
    await cell(page, 4, 1).click();
    expect(await nodes(page)).toBeLessThanOrEqual(MOST_NODES);
    await page.keyboard.press("Control+End");
    await expect(cell(page, last, column)).toBeFocused();
    await expect(cell(page, last, column)).toBeInViewport();
    await expect(cell(page, last, column)).not.toHaveAccessibleName("Reading");
    expect(await nodes(page)).toBeLessThanOrEqual(MOST_NODES);
    expect(farEnd.argsOf("sheetRows").length).toBeLessThan(30);
    expect(Math.max(...farEnd.argsOf("sheetRows").map(([, many]) => many))).toBeLessThanOrEqual(100);
    await page.setViewportSize({ width: 1920, height: 1080 });
    await expect(cell(page, last, column)).toBeInViewport();
    await expect.poll(() => nodes(page)).toBeLessThanOrEqual(MOST_NODES);
  });
}

test("scrolling through all of it shows the rows where it ends, and does not lose the cell with the focus", async ({ page, farEnd }) => {
  await openSheet(page, farEnd, long);
  await cell(page, 4, 1).click();
  await box(page).evaluate(async (element, steps) => {
    for (let step = 1; step <= steps; step += 1) {
      element.scrollTop = (element.scrollHeight / steps) * step;
      await new Promise(requestAnimationFrame);
    }
  }, 60);
  await expect(cell(page, longSheet.lastRow, 1)).not.toHaveAccessibleName("Reading", { timeout: 30_000 });
  await page.keyboard.press("ArrowDown");
  await expect(cell(page, 5, 1)).toBeFocused();
  await expect(cell(page, 5, 1)).toBeInViewport();
});

test("a cell is a placeholder until its row is there; after an edit the old text stays until the new one is there", async ({ page, farEnd }) => {
  let release = () => {};
  let held: Promise<void> | null = null;
  let text = "Before";
  const hold = () => { held = new Promise((resolve) => { release = () => { held = null; resolve(); }; }); };
  const sheetRows = async (from: number, count: number) => {
    await held;
    return Array.from({ length: count }, (_, index) => { const row = sheetRow(from + index); return { ...row, cells: row.cells.map((each, column) => (column === 0 ? { ...each, text } : each)) }; });
  };
  await openSheet(page, farEnd, { ...open, handlers: { ...open.handlers, sheetRows } });
  hold();
  await cell(page, 4, 0).click();
  await page.keyboard.press("Control+End");
  await expect(cell(page, 2766, 5)).toBeFocused();
  await expect(cell(page, 2766, 5)).toHaveAccessibleName("Reading");
  release();
  await expect(cell(page, 2766, 0)).toHaveText("Before");
  hold();
  text = "After";
  await farEnd.change({});
  const asked = farEnd.argsOf("sheetRows").length;
  await expect.poll(() => farEnd.argsOf("sheetRows").length).toBeGreaterThanOrEqual(asked);
  await expect(cell(page, 2766, 0)).toHaveText("Before");
  release();
  await expect(cell(page, 2766, 0)).toHaveText("After");
});

test("names stand in their own direction, and a cut one is whole in its tooltip", async ({ page, farEnd }) => {
  await openSheet(page, farEnd, state("09-grid"));
  const arabic = cell(page, 16, 0);
  await expect(arabic.locator("span")).toHaveCSS("direction", "rtl");
  const cut = box(page).locator("[title^='Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst']").first();
  await expect(cut).toBeVisible();
});
