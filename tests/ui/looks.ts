/** The looks that every state is checked in. */
import { expect, type Page } from "@playwright/test";
import type { FarEnd } from "./far-end";

export const LOOKS = [
  { name: "light", appearance: "light", width: 1180, height: 760 },
  { name: "dark", appearance: "dark", width: 1180, height: 760 },
  { name: "min-light", appearance: "light", width: 960, height: 600 },
  { name: "min-dark", appearance: "dark", width: 960, height: 600 },
] as const;

/** Gives an open window a look. */
export async function dress(page: Page, farEnd: FarEnd, look: (typeof LOOKS)[number]) {
  await page.setViewportSize(look);
  await farEnd.change({ settings: { ...farEnd.app.settings, appearance: look.appearance } });
  await expect(page.locator("html")).toHaveAttribute("data-theme", look.appearance);
}
