/** Review: what is shown, and what the keys do. */
import type { Page } from "@playwright/test";
import { expect, test } from "./far-end";
import { handlers, HUGE, line, linesOf, review, reviewing, counts, states } from "./states/review";

const open = { name: "review", app: reviewing, handlers };
const grid = (page: Page) => page.getByRole("grid", { name: "Changes" });
const row = (page: Page, place: number) => page.locator(`[data-row="${place}"]`);
const state = (name: string) => states.find((each) => each.name === name)!;

test("the groups stand in their order, problems first, and what is right is closed", async ({ page, farEnd }) => {
  await farEnd.open({ ...open, handlers: { ...handlers, lines: linesOf({ problem: 1, change: 2, add: 1, remove: 1, same: 9 }) }, app: { ...reviewing, review: { ...review, counts: counts({ problem: 1, change: 2, add: 1, remove: 1, same: 9 }) } } });
  await expect(grid(page).locator("[aria-expanded]")).toHaveCount(5);
  const names = await grid(page).locator("[aria-expanded]").evaluateAll((buttons) => buttons.map((button) => `${button.getAttribute("aria-label")} ${button.getAttribute("aria-expanded")}`));
  expect(names).toEqual(["Problems, 1 true", "Change, 2 true", "Add, 1 true", "Remove, 1 true", "Already right, 9 false"]);
});

test("a row is read as its columns stand", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await expect(page.getByRole("row", { name: "Change. Adaeze Okafor. Billing. Now 1. New 2. Row 14. Included." })).toBeVisible();
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(1 + 1 + 4 + 1 + (1 + 903) + (1 + 271) + (1 + 62) + 1));
});

test("a hundred thousand lines: the end is reached, and only what is in sight is drawn and fetched", async ({ page, farEnd }) => {
  await farEnd.open({ ...open, handlers: { ...handlers, lines: linesOf(HUGE) }, app: { ...reviewing, review: { ...review, counts: counts(HUGE) } } });
  await page.getByRole("tab", { name: /Change/ }).click();
  await row(page, 1).locator("[data-column='1']").click();
  await page.keyboard.press("Control+ArrowDown");
  await expect(page.getByRole("row", { name: new RegExp(`${line("change", HUGE.change - 1).agent}.*Row ${line("change", HUGE.change - 1).at}\\.`) })).toBeVisible();
  expect(await grid(page).locator("[data-row]").count()).toBeLessThan(80);
  expect(farEnd.argsOf("lines").every(([query]) => query.count <= 500)).toBe(true);
  expect(farEnd.argsOf("lines").length).toBeLessThan(40);
});

test("one stop for Tab; the arrows go from cell to cell", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await row(page, 7).locator("[data-column='1']").click();
  await page.keyboard.press("ArrowDown");
  await expect(row(page, 8).locator("[data-column='1']")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(row(page, 8).locator("[data-column='3']")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(row(page, 8).locator("[data-column='0']")).toBeFocused();
  expect(await grid(page).locator("[data-column][tabindex='0']").count()).toBe(1);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Save this list" })).toBeFocused();
});

test("Space leaves a line out, Shift and the arrows a range, Shift-click another", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await row(page, 7).locator("[data-column='1']").click();
  await page.keyboard.press("Space");
  await expect.poll(() => farEnd.argsOf("setIncluded").at(-1)).toEqual([["change0"], false]);
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Space");
  await expect.poll(() => farEnd.argsOf("setIncluded").at(-1)).toEqual([["change0", "change1", "change2"], false]);
  await row(page, 7).getByRole("checkbox").click();
  await row(page, 10).getByRole("checkbox").click({ modifiers: ["Shift"] });
  await expect.poll(() => farEnd.argsOf("setIncluded").at(-1)).toEqual([["change0", "change1", "change2", "change3"], false]);
});

test("all rows at once go by kind, without a key each", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await page.getByRole("checkbox", { name: "Include all rows shown" }).click();
  await expect.poll(() => farEnd.argsOf("setAllIncluded").at(-1)).toEqual([null, "", false]);
  await row(page, 7).locator("[data-column='1']").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Space");
  await expect.poll(() => farEnd.argsOf("setAllIncluded").map(([kind]) => kind)).toEqual([null, "change", "add", "remove"]);
  expect(farEnd.argsOf("setIncluded")).toEqual([]);
});

test("one team is shown by itself, in the counts and for all rows at once, and still is after a step back", async ({ page, farEnd }) => {
  const all = { ...review, teams: ["Billing DE", "Care North", "Sales"] };
  const shown = state("05-review-team").app.review!;
  await farEnd.open({
    ...open, app: { ...reviewing, review: all },
    handlers: {
      ...handlers,
      showTeam: (team) => {
        farEnd.handlers = { ...farEnd.handlers, ...(team === null ? handlers : state("05-review-team").handlers) };
        return farEnd.change({ review: team === null ? all : shown }).then(() => null);
      },
    },
  });
  const teams = page.getByRole("combobox", { name: "Team" });
  await expect(page.getByRole("tab", { name: /^Change/ })).toContainText("903");
  await teams.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "All teams" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: "Care North" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: /^Change/ })).toContainText("211");
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(1 + (1 + 2) + (1 + 211) + (1 + 40) + (1 + 9) + 1));
  await expect(page.getByRole("status").filter({ hasText: "639 rows found" })).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Update 412 agents…" })).toBeVisible();
  await page.getByRole("checkbox", { name: "Include all rows shown" }).click();
  await expect.poll(() => farEnd.argsOf("setAllIncluded").at(-1)).toEqual([null, "", false]);
  await farEnd.change({ step: "match" });
  await expect(grid(page)).toHaveCount(0);
  await farEnd.change({ step: "review" });
  await expect(teams).toHaveText("Care North");
  await teams.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "Care North" })).toBeFocused();
  await page.keyboard.press("Home");
  await expect(page.getByRole("option", { name: "All teams" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: /^Change/ })).toContainText("903");
  expect(farEnd.argsOf("showTeam")).toEqual([["Care North"], [null]]);
});

test("a single team is no choice", async ({ page, farEnd }) => {
  await farEnd.open({ ...open, app: { ...reviewing, review: { ...review, teams: ["Sales"] } } });
  await expect(page.getByRole("searchbox", { name: "Find a name" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Team" })).toHaveCount(0);
});

test("New is edited in place: Enter goes down, Escape leaves it", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await row(page, 7).locator("[data-column='4']").click();
  await page.keyboard.press("F2");
  await page.keyboard.press("5");
  await page.keyboard.press("Enter");
  await expect.poll(() => farEnd.argsOf("editCell")).toEqual([["E14", "5"]]);
  await expect(row(page, 8).locator("[data-column='4']")).toBeFocused();
  await page.keyboard.press("1");
  await expect(page.getByRole("textbox", { name: /New level for/ })).toHaveValue("1");
  await page.keyboard.press("Escape");
  await expect(row(page, 8).locator("[data-column='4']")).toBeFocused();
  expect(farEnd.argsOf("editCell")).toHaveLength(1);
});

test("undo and redo are the edit's, and only while there is one", async ({ page, farEnd }) => {
  await farEnd.open({ ...open, app: { ...reviewing, review: { ...review, canUndo: true } } });
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+y");
  await expect.poll(() => farEnd.argsOf("undoEdit")).toHaveLength(1);
  expect(farEnd.argsOf("redoEdit")).toHaveLength(0);
});

test("after a repair the focus stands on the next problem's first repair, after the last on the filled button", async ({ page, farEnd }) => {
  let left = 2;
  await farEnd.open({
    ...open, app: { ...reviewing, review: { ...review, counts: counts({ problem: 2, change: 3 }) } },
    handlers: { ...handlers, lines: (query) => linesOf({ problem: left, change: 3 }, (kind, index) => line(kind, kind === "problem" ? index + 2 - left : index))(query) },
  });
  const repaired = async () => { left -= 1; await farEnd.change({ review: { ...review, counts: counts({ problem: left, change: 3 }) } }); };
  await page.getByRole("button", { name: "Use 5: Dmitri Volkov, Billing" }).click();
  await expect.poll(() => farEnd.argsOf("repair")).toEqual([[{ do: "write", cells: ["E88"], text: "5" }]]);
  await repaired();
  await expect(page.getByRole("button", { name: "Use 3: Grace Whitfield, Fraud" })).toBeFocused();
  await page.keyboard.press("Enter");
  await repaired();
  await expect(page.getByRole("button", { name: "Update 412 agents…" })).toBeFocused();
});

test("where an agent has to be read before a repair is done, the focus is on the filled button once it can be pressed", async ({ page, farEnd }) => {
  const [one, none] = [1, 0].map((problem) => ({ ...review, counts: counts({ problem, change: 3 }) }));
  let left = 1;
  await farEnd.open({
    ...open, app: { ...reviewing, review: one! },
    handlers: { ...handlers, lines: linesOf({ problem: 1, change: 3 }, (kind, index) => line(kind, kind === "problem" ? index + 1 - left : index)) },
  });
  const repair = page.getByRole("button", { name: "Use 5: Dmitri Volkov, Billing" });
  await repair.focus();
  await page.keyboard.press("Enter");
  const main = page.getByRole("button", { name: "Update 412 agents…" });
  const task = { id: "comparing" as const, label: "Reading today’s skills", agents: 1, done: 0, total: 1, left: null };
  await farEnd.change({ review: one!, task });
  await expect(main).toBeDisabled();
  left = 0;
  await farEnd.change({ review: none!, task });
  await expect(repair).toHaveCount(0);
  await farEnd.change({ review: none!, task: null });
  await expect(main).toBeFocused();
});

test("Alt and a number filter, Ctrl F searches, Escape clears", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await page.keyboard.press("Alt+Digit4");
  await expect(page.getByRole("tab", { name: "Add 271" })).toHaveAttribute("aria-selected", "true");
  await expect(grid(page).locator("[aria-expanded]")).toHaveCount(1);
  await page.keyboard.press("Alt+Digit1");
  await page.keyboard.press("Control+f");
  await expect(page.getByRole("searchbox", { name: "Find a name" })).toBeFocused();
  await page.keyboard.type("Billing");
  await expect(page.getByRole("tab", { name: "Change 129" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tab", { name: "Change 903" })).toBeVisible();
});

test("F8 goes from problem to problem, also to those that were not shown yet", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await page.keyboard.press("F8");
  await expect(page.getByRole("button", { name: "Use 5: Dmitri Volkov, Billing" }).first()).toBeFocused();
  for (let more = 0; more < 4; more += 1) await page.keyboard.press("F8");
  await expect(row(page, 5).getByRole("button", { name: "Leave out: Hana Suzuki, Billing" })).toBeFocused();
  await page.keyboard.press("Shift+F8");
  await expect(row(page, 4).getByRole("button").first()).toBeFocused();
});

test("a heading sorts, and turns round when it is pressed again", async ({ page, farEnd }) => {
  await farEnd.open(open);
  const head = page.getByRole("columnheader", { name: "Row", exact: true });
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => farEnd.argsOf("lines").some(([query]) => query.sort === "row" && query.descending)).toBe(true);
});

test("the scale says which end is best", async ({ page, farEnd }) => {
  const connections = reviewing.connections.map((connection) => ({ ...connection, scale: { min: 1, max: 20, step: 1, best: "low" as const } }));
  await farEnd.open({ ...open, app: { ...reviewing, connections } });
  await expect(page.getByRole("columnheader", { name: "1 is best" })).toBeVisible();
});

test("the exact mode shows at once what would be lost, and each skill can be kept", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await page.getByRole("radio", { name: /Make agents match/ }).click();
  await expect.poll(() => farEnd.argsOf("setMode")).toEqual([["exact"]]);
  await farEnd.change(state("05-review-exact").app);
  await expect(page.getByRole("alert")).toContainText("This takes away a third of all skills (34%).");
  await expect(page.getByRole("heading", { name: "What 655 agents would lose" })).toBeVisible();
  await page.getByRole("button", { name: "Keep Billing" }).click();
  await expect.poll(() => farEnd.argsOf("keepSkill")).toEqual([["s0", true]]);
  await page.getByRole("button", { name: "Switch back" }).click();
  await expect.poll(() => farEnd.argsOf("setMode").at(-1)).toEqual(["merge"]);
});

test("the guard opens by Ctrl Enter, is not passed by it, and wants the name", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("textbox", { name: "Type Northwind Care to go on" })).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await page.keyboard.type("Northwind");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Start", exact: true })).toBeDisabled();
  expect(farEnd.argsOf("startRun")).toEqual([]);
  await page.keyboard.type(" CARE ");
  await page.keyboard.press("Enter");
  await expect.poll(() => farEnd.argsOf("startRun")).toEqual([["Northwind CARE ", 10]]);
});

test("in the exact mode the guard wants more than the name", async ({ page, farEnd }) => {
  await farEnd.open({ ...open, app: state("05-review-exact").app });
  await page.getByRole("button", { name: "Update 655 agents…" }).click();
  await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
  await page.keyboard.type("northwind care exact");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Start", exact: true })).toBeDisabled();
  await page.keyboard.type(" take away 2246 skills");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Start", exact: true })).toBeEnabled();
});

test("a sandbox asks without the name, with the safe button in hand; practice asks nothing", async ({ page, farEnd }) => {
  await farEnd.open({ ...open, app: { ...reviewing, current: "c2", review: { ...reviewing.review!, phrase: null } } });
  await page.getByRole("button", { name: "Update 412 agents…" }).click();
  await expect(page.getByRole("dialog").getByRole("textbox")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Not yet" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Update 412 agents…" })).toBeFocused();
  await farEnd.change({ current: "practice" });
  await page.getByRole("button", { name: "Update 412 agents", exact: true }).click();
  await expect.poll(() => farEnd.argsOf("startRun")).toEqual([["", null]]);
});

test("who takes much away is told how much, and says it in words beside the name", async ({ page, farEnd }) => {
  await farEnd.open(state("05-review-guard-loss"));
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("131 of 412 agents lose a skill.")).toBeVisible();
  await expect(dialog.getByText("Billing and Chat would be left without an agent.")).toBeVisible();
  await expect(dialog.getByText("from 131 agents")).toBeVisible();
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("Northwind Care");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Start", exact: true })).toBeDisabled();
  expect(farEnd.argsOf("startRun")).toEqual([]);
  await page.keyboard.type(" take away 208 skills");
  await page.keyboard.press("Enter");
  await expect.poll(() => farEnd.argsOf("startRun")).toEqual([["Northwind Care take away 208 skills", 10]]);
});

test("the first five agents are tried by one button, through the same guard; in practice at once", async ({ page, farEnd }) => {
  await farEnd.open(state("05-review-guard-try"));
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { name: "Update the first 5 agents now?" })).toBeVisible();
  await expect(dialog.getByText("The other 407 follow when you say so.")).toBeVisible();
  await expect(dialog.getByRole("checkbox")).toHaveCount(0);
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("Northwind Care");
  await page.keyboard.press("Enter");
  await expect.poll(() => farEnd.argsOf("startRun")).toEqual([["Northwind Care", 5]]);
  await farEnd.change({ current: "practice", review: { ...reviewing.review!, phrase: null } });
  await page.getByRole("button", { name: "Try the first 5 agents", exact: true }).click();
  await expect.poll(() => farEnd.argsOf("startRun")).toEqual([["Northwind Care", 5], ["", 5]]);
  await farEnd.change({ review: { ...reviewing.review!, phrase: null, agents: 5 } });
  await expect(page.getByRole("button", { name: /Try the first/ })).toHaveCount(0);
});

test("a reading that is cancelled stops, and what was read stays", async ({ page, farEnd }) => {
  await farEnd.open(state("05-review-again"));
  await expect(page.getByRole("button", { name: "Update 412 agents…" })).toBeDisabled();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => farEnd.argsOf("cancelTask")).toHaveLength(1);
  await expect(grid(page)).toBeVisible();
});

test("an undo names what it leaves alone, and each can be ticked", async ({ page, farEnd }) => {
  await farEnd.open(state("07-undo"));
  await expect(page.getByRole("heading", { name: "Undo: put 1,217 changes back" })).toBeFocused();
  await expect(page.getByText("4 changes are left alone,")).toBeVisible();
  await expect(row(page, 1).getByText("Changed to 3 since")).toBeVisible();
  await expect(row(page, 2).getByText("Taken away since")).toBeVisible();
  await expect(page.getByText("Problems 2")).toBeVisible();
  await expect(row(page, 6).getByText("Today’s skills of this agent could not be read")).toBeVisible();
  await expect(row(page, 6).getByRole("checkbox")).toHaveCount(0);
  await row(page, 1).getByRole("checkbox").click();
  await expect.poll(() => farEnd.argsOf("setIncluded")).toEqual([[["leftAlone0"], true]]);
});

test("a cut name is told whole when its cell takes the focus", async ({ page, farEnd }) => {
  const long = "Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst";
  await farEnd.open({ ...open, handlers: { ...handlers, lines: linesOf({ change: 5 }, (kind, index) => ({ ...line(kind, index), agent: index === 2 ? long : "Ada" })) },
    app: { ...reviewing, review: { ...review, counts: counts({ change: 5 }) } } });
  const told = page.getByText(long).and(page.locator(":not(bdi)"));
  await row(page, 2).locator("[data-column='1']").click();
  await page.keyboard.press("ArrowDown");
  await expect(row(page, 3).locator("[data-column='1']")).toBeFocused();
  await expect(told).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(told).toHaveCount(0);
});

test("the whole band of a group opens and closes it", async ({ page, farEnd }) => {
  await farEnd.open(open);
  const band = row(page, 0);
  await expect(band.getByRole("button")).toHaveAttribute("aria-expanded", "true");
  const box = (await band.boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(band.getByRole("button")).toHaveAttribute("aria-expanded", "false");
});

test("in a low window it still says that nothing has been sent, and how much the exact mode removes", async ({ page, farEnd }) => {
  await page.setViewportSize({ width: 960, height: 600 });
  await farEnd.open(open);
  await expect(page.getByText("Nothing has been sent yet.")).toBeVisible();
  await expect(page.getByText("· removes 2,184")).toBeVisible();
});

test("rows keep their distance in a window that opens with large text", async ({ page, farEnd }) => {
  await farEnd.open({ ...open, app: { ...open.app, settings: { ...open.app.settings, textSize: 130 } } });
  const [one, next] = [(await row(page, 1).boundingBox())!, (await row(page, 2).boundingBox())!];
  expect(next.y - one.y).toBeCloseTo(one.height, 0);
});

test("a paste beside the sheet does not put the sheet away", async ({ page, farEnd, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await farEnd.open(open);
  await page.evaluate(() => navigator.clipboard.writeText("Agent\tSkill\nAda\tBilling"));
  await row(page, 7).locator("[data-column='1']").click();
  await page.keyboard.press("Control+v");
  await page.keyboard.press("Control+f");
  await expect(page.getByRole("searchbox", { name: "Find a name" })).toBeFocused();
  expect(farEnd.argsOf("pasteCells")).toEqual([]);
});

test("where one cell holds many skills, New is not written here but opens the cell in the sheet", async ({ page, farEnd }) => {
  await farEnd.open(state("05-review-packed"));
  await row(page, 7).locator("[data-column='4']").click();
  await expect(row(page, 7).locator("[data-column='4']")).toHaveAttribute("aria-readonly", "true");
  await page.keyboard.press("F2");
  await expect(page.getByRole("radio", { name: "Your sheet" })).toBeChecked();
  await expect(page.locator("[data-row='14'] [data-cell='3']")).toBeFocused();
  await expect(page.locator("[data-row='14'] [data-cell='3']")).toBeInViewport();
  expect(farEnd.argsOf("editCell")).toEqual([]);
});

test("a file that was saved again meanwhile is said, and read again", async ({ page, farEnd }) => {
  await farEnd.open({ ...open, app: { ...reviewing, sheet: { ...reviewing.sheet!, changedOnDisk: true, changesOnDisk: 1 } }, handlers: { ...handlers, readAgain: () => ({ kept: 3, dropped: [] }) } });
  await page.getByRole("button", { name: "Read it again" }).click();
  await expect.poll(() => farEnd.argsOf("readAgain")).toHaveLength(1);
});
