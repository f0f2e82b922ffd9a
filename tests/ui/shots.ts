/** A picture of every state, to be looked at: `test-results/shots`. `STATE=03` takes only those whose name has it. */
import { test } from "./far-end";
import { dress, LOOKS } from "./looks";
import { STATES } from "./states";

const wanted = process.env.STATE ?? "";

for (const state of STATES.filter(({ name }) => name.includes(wanted))) {
  test(state.name, async ({ page, farEnd }) => {
    await page.setViewportSize(LOOKS[0]);
    await farEnd.open(state);
    for (const look of LOOKS) {
      await dress(page, farEnd, look);
      await page.screenshot({ path: `test-results/shots/${state.name}-${look.name}.png` });
    }
  });
}
