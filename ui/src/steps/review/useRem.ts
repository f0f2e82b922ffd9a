import { useMemo } from "react";
import { useApp } from "../../queries";

/** CSS pixels in one rem: virtual rows are placed in pixels, but their height follows the text size. */
export function useRem(): number {
  const textSize = useApp((app) => app.settings.textSize);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the setting changes what the document answers
  return useMemo(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16, [textSize]);
}
