/** Every screen in every state: accessible, inside its window, in both schemes and both sizes. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./far-end";
import { dress, LOOKS } from "./looks";
import { STATES } from "./states";

/** Elements that reach out of the window sideways without scrolling in a box of their own. */
function overflowing(): string[] {
  return document.documentElement.scrollWidth > window.innerWidth || document.body.scrollWidth > window.innerWidth
    ? [`the page is ${document.documentElement.scrollWidth} px wide in a window of ${window.innerWidth} px`]
    : [...document.querySelectorAll("main, header, footer, nav, [role=dialog]")]
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && !["auto", "scroll"].includes(getComputedStyle(element).overflowX))
      .map((element) => `${element.tagName}.${element.className}: ${element.scrollWidth} > ${element.clientWidth}`);
}

/** Dialogs that reach out of the window where nobody can scroll to it: sideways, or above its top. */
function cutDialogs(): string[] {
  return [...document.querySelectorAll("[role=dialog], [role=alertdialog]")].flatMap((dialog) => {
    const { left, right, top } = dialog.getBoundingClientRect();
    return left < 0 || right > window.innerWidth || top < 0 ? [`${dialog.querySelector("h2")?.textContent}: ${left} to ${right}, from ${top}`] : [];
  });
}

/** What axe finds on a page, in its words. */
async function complaints(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).exclude("[data-base-ui-focus-guard]");
  // What floats over the page has no landmark to be in, and covers targets that come back when it goes.
  if (await page.locator("[role=menu], [role=listbox]").count() > 0) axe.disableRules(["region", "target-size"]);
  const { violations } = await axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `  ${node.target.join(" ")}\n    ${node.failureSummary}`).join("\n")}`);
}

for (const state of STATES) {
  test(`${state.name} is accessible and fits`, async ({ page, farEnd }) => {
    await page.setViewportSize(LOOKS[0]);
    await farEnd.open(state);
    for (const look of LOOKS) {
      await test.step(look.name, async () => {
        await dress(page, farEnd, look);
        // What depends on colours was found at the one size, and what depends on the size in the other colours.
        if (look !== LOOKS.at(-1)) expect(await complaints(page), `what axe finds in ${look.name}`).toEqual([]);
        expect(await page.evaluate(overflowing), `what is too wide in ${look.name}`).toEqual([]);
      });
    }
    await test.step("200 % zoom", async () => {
      await page.setViewportSize({ width: 480, height: 300 });
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(480);
      expect(await page.evaluate(cutDialogs), "dialogs that are cut").toEqual([]);
    });
    await test.step("130 % text in the smallest window", async () => {
      await page.setViewportSize({ width: 960, height: 600 });
      await farEnd.change({ settings: { ...farEnd.app.settings, textSize: 130 } });
      await expect(page.locator("html")).toHaveAttribute("data-text-size", "130");
      expect(await page.evaluate(cutDialogs), "dialogs that are cut").toEqual([]);
      expect(await page.evaluate(overflowing), "what is too wide").toEqual([]);
    });
  });
}
