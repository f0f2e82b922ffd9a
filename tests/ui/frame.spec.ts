/** The frame: the rail, the steps, the switcher, the keys that work everywhere, and what the engine says by itself. */
import { expect, test } from "./far-end";
import { connected, december } from "./states/base";
import { handlers, matchApp } from "./states/match";
import { previewOfDecember } from "./states/sheet";

const chosen = { ...connected, sheet: december };

test("F6 goes round the parts of the window", async ({ page, farEnd }) => {
  await farEnd.open({ name: "match", app: matchApp, handlers });
  const region = () => page.evaluate(() => document.activeElement?.closest("[data-region]")?.tagName);
  const seen: (string | undefined)[] = [];
  for (let press = 0; press < 4; press++) {
    await page.keyboard.press("F6");
    seen.push(await region());
  }
  expect(seen).toEqual(["FOOTER", "NAV", "HEADER", "MAIN"]);
  await page.keyboard.press("Shift+F6");
  expect(await region()).toBe("HEADER");
});

test("Ctrl and a number go to the rail's entries", async ({ page, farEnd }) => {
  await farEnd.open({ name: "sheet", app: connected, handlers: { runs: () => [] } });
  for (const [key, entry] of [["2", "History"], ["3", "Connections"], ["4", "Settings"], ["1", "New update"]] as const) {
    await page.keyboard.press(`Control+${key}`);
    await expect(page.getByRole("button", { name: entry, exact: true })).toHaveAttribute("aria-current", "page");
  }
});

test("the skip link leads to the content", async ({ page, farEnd }) => {
  await farEnd.open({ name: "sheet", app: connected });
  await page.getByRole("link", { name: "Skip to the content" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
});

test("finished steps are links, later ones are text", async ({ page, farEnd }) => {
  await farEnd.open({ name: "match", app: matchApp, handlers });
  const steps = page.getByRole("navigation", { name: "Steps" });
  await expect(steps.getByRole("button")).toHaveText(["Sheet (done)"]);
  await steps.getByRole("button").click();
  await expect.poll(() => farEnd.argsOf("goTo")).toEqual([["sheet"]]);
});

test("another contact centre is asked for when a sheet is open, and not otherwise", async ({ page, farEnd }) => {
  await farEnd.open({ name: "sheet", app: chosen, handlers: { previewRows: previewOfDecember } });
  await page.getByRole("button", { name: /Switch connection/ }).click();
  await page.getByRole("menuitem", { name: /Northwind Care Test/ }).click();
  await expect(page.getByRole("dialog")).toContainText("Compare this sheet with Northwind Care Test instead?");
  await page.getByRole("button", { name: "Compare with it" }).click();
  await expect.poll(() => farEnd.argsOf("useConnection")).toEqual([["c2"]]);
  await farEnd.change({ sheet: null });
  await page.getByRole("button", { name: /Switch connection/ }).click();
  await page.getByRole("menuitem", { name: /Practice centre/ }).click();
  await expect.poll(() => farEnd.argsOf("useConnection")).toEqual([["c2"], ["practice"]]);
});

test("Ctrl Enter presses the filled button, but none while a dialog is open", async ({ page, farEnd }) => {
  await farEnd.open({ name: "sheet", app: chosen, handlers: { previewRows: previewOfDecember } });
  await farEnd.emit({ event: "closeAsked" });
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(farEnd.argsOf("goTo")).toEqual([]);
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => farEnd.argsOf("goTo")).toEqual([["match"]]);
});

test("closing while an update runs asks whether to pause", async ({ page, farEnd }) => {
  await farEnd.open({ name: "sheet", app: connected });
  await farEnd.emit({ event: "closeAsked" });
  await expect(page.getByRole("button", { name: "Stay here" })).toBeFocused();
  await page.getByRole("button", { name: "Pause and close" }).click();
  await expect.poll(() => farEnd.argsOf("closeWindow")).toEqual([[true]]);
});

test("what the engine raises is told, with what it means and its details", async ({ page, farEnd }) => {
  await farEnd.open({ name: "sheet", app: connected });
  await farEnd.emit({ event: "problemRaised", error: { code: "damaged", message: "This file is damaged", hint: "Open it in Excel and save it again.", details: "sheet1.xml: unexpected end" } });
  await expect(page.getByRole("alert")).toContainText("This file is damaged. Open it in Excel and save it again.");
  await page.getByRole("button", { name: "Details" }).click();
  await expect(page.getByText("sheet1.xml: unexpected end")).toBeVisible();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await farEnd.emit({ event: "noticeRaised", title: "Saved.", meaning: "It is beside your sheet." });
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
});

test("each notice stays for its own time, whatever is said after it", async ({ page, farEnd }) => {
  await page.clock.install();
  await farEnd.open({ name: "sheet", app: connected });
  const said = (title: string) => page.getByRole("status").filter({ hasText: title });
  await farEnd.emit({ event: "noticeRaised", title: "First.", meaning: "" });
  await expect(said("First.")).toBeVisible();
  await page.clock.runFor(4_000);
  await farEnd.emit({ event: "noticeRaised", title: "Second.", meaning: "" });
  await expect(said("Second.")).toBeVisible();
  await page.clock.runFor(3_000);
  await expect(said("First.")).toHaveCount(0);
  await expect(said("Second.")).toBeVisible();
});

test("notices go with the screen they were said on", async ({ page, farEnd }) => {
  await farEnd.open({ name: "sheet", app: connected });
  await farEnd.emit({ event: "noticeRaised", title: "Saved.", meaning: "" });
  await expect(page.getByText("Saved.")).toBeVisible();
  farEnd.handlers = handlers;
  await farEnd.change(matchApp);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Match columns and names");
  await expect(page.getByText("Saved.")).toHaveCount(0);
  await farEnd.emit({ event: "noticeRaised", title: "Later.", meaning: "" });
  await expect(page.getByText("Later.")).toBeVisible();
});

test("a lost event does no harm: the state is asked for again", async ({ page, farEnd }) => {
  await farEnd.open({ name: "sheet", app: connected });
  farEnd.app = { ...matchApp, revision: 9 };
  farEnd.handlers = handlers;
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Match columns and names");
});
