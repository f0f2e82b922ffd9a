import { useApp } from "../../queries";

/** CSS pixels in one rem: virtual rows are placed in pixels, but their height follows the text size. Not asked of the page, which takes it up later. */
export function useRem(): number {
  return (16 * useApp((app) => app.settings.textSize)) / 100;
}
