/** A picture of every state, to be looked at: `test-results/shots`. */
import { test } from "./far-end";
import { LOOKS } from "./looks";
import { STATES } from "./states";

const wanted = process.env.STATE ?? "";

for (const state of STATES.filter(({ name }) => name.includes(wanted))) {
  for (const look of LOOKS) {
    test(`${state.name} ${look.name}`, async ({ page, farEnd }) => {
      await page.setViewportSize(look);
      await farEnd.open({ ...state, app: { ...state.app, settings: { ...state.app.settings, appearance: look.appearance } } });
      await page.screenshot({ path: `test-results/shots/${state.name}-${look.name}.png` });
    });
  }
}
