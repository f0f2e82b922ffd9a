import { useEffect } from "react";
import { useChooseWorkbook, usePasteCells } from "../mutations";
import { usePlace } from "./place";
import { ENTRIES } from "./Rail";

const dialogIsOpen = () => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
const isTyping = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** Presses the screen's filled button. A dialog's own buttons are never pressed this way, so the guard cannot be passed by it. */
function pressMain() {
  document.querySelector<HTMLButtonElement>("[data-main]:not(:disabled)")?.click();
}

/** Moves the focus to the next (or previous) part of the window that holds something. */
export function cycleRegions(backwards: boolean) {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")];
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const next = backwards ? (here <= 0 ? regions.length : here) - 1 : (here + 1) % regions.length;
  const region = regions[next];
  const inside = region?.querySelector<HTMLElement>('a[href], button:not(:disabled), input, [tabindex="0"]');
  (inside ?? region)?.focus();
}

/** The keys that work everywhere in the window. */
export function useShortcuts(takesSheets: boolean, takesCells: boolean) {
  const [, go] = usePlace();
  const { send: choose } = useChooseWorkbook();
  const { send: paste } = usePasteCells();

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "F6") {
        event.preventDefault();
        if (!dialogIsOpen()) cycleRegions(event.shiftKey);
        return;
      }
      if (!(event.ctrlKey || event.metaKey) || event.altKey || dialogIsOpen()) return;
      const entry = ENTRIES.find(({ key }) => key === event.key);
      if (entry) go(entry.place);
      else if (event.key === ",") go({ page: "settings" });
      else if (event.key === "Enter") pressMain();
      else if (event.key.toLowerCase() === "o" && takesSheets) void choose();
      else return;
      event.preventDefault();
    };
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!takesCells || isTyping(event.target) || dialogIsOpen() || text.trim() === "") return;
      event.preventDefault();
      void paste(text);
    };
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("paste", onPaste);
    };
  }, [go, choose, paste, takesSheets, takesCells]);
}
