/** Where 1 is the best: every screen that shows levels says so, and draws them so. */
import type { AppView } from "../../ui/src/backend/bindings";
import { expect, test, type State } from "./far-end";
import { connected } from "./states/base";
import { ended, run } from "./states/ended";
import { handlers as matching, matchApp } from "./states/match";
import { handlers as reviewHandlers, line, linesOf, reviewing } from "./states/review";
import { handlers as running } from "./states/run";

const SAID = "In CXone 1 is the best.";
const there = { connection: "Northwind Care US", place: "NICE CXone · na1" };
const handlers = { ...matching, ...reviewHandlers, ...running, runs: () => [{ ...ended, ...there }] };
const with_ = (part: Partial<AppView>): AppView => ({ ...connected, current: "c3", ...part });

const SCREENS: State[] = [
  { name: "Match", app: { ...matchApp, current: "c3" } },
  { name: "Your sheet", app: { ...reviewing, current: "c3" }, reach: (page) => page.getByRole("radio", { name: "Your sheet" }).click() },
  { name: "an undo", app: { ...reviewing, current: "c3", sheet: null, matching: null, review: { ...reviewing.review!, mode: "undo", undoOf: "r1" } } },
  { name: "a run", app: with_({ step: "run", run: { ...run, ...there } }) },
  { name: "results", app: with_({ step: "run", run: { ...ended, ...there } }) },
  {
    name: "the history", app: with_({}),
    reach: async (page) => { await page.keyboard.press("Control+2"); await page.getByRole("button", { name: "Open all changes" }).click(); },
  },
];

for (const screen of SCREENS) {
  test(`${screen.name} says that 1 is the best`, async ({ page, farEnd }) => {
    await farEnd.open({ ...screen, handlers });
    await expect(page.getByText(SAID).first()).toBeVisible();
  });
}

test("Review draws the best level at the right", async ({ page, farEnd }) => {
  const lines = linesOf({ change: 1 }, (kind, index) => ({ ...line(kind, index), now: 5, new: 1 }));
  await farEnd.open({ name: "review", app: { ...reviewing, current: "c3", review: { ...reviewing.review!, counts: [{ kind: "change", count: 1 }] } }, handlers: { ...handlers, lines } });
  await expect(page.getByRole("columnheader", { name: "1 is best" })).toBeVisible();
  const [old, fresh] = await page.getByRole("row", { name: /Now 5/ }).locator("svg circle").evaluateAll((circles) => circles.slice(-2).map((circle) => Number(circle.getAttribute("cx"))));
  expect(fresh).toBe(60);
  expect(old).toBeLessThan(60);
});

test("where a high level is the best, screens without room for it stay quiet", async ({ page, farEnd }) => {
  await farEnd.open({ name: "run", app: { ...connected, step: "run", run }, handlers });
  await expect(page.getByRole("heading", { name: "Latest" })).toBeVisible();
  await expect(page.getByText(/is the best/)).toHaveCount(0);
});
