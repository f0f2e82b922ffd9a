import type { RereadView } from "../backend";
import { useNotify } from "../events";
import { count, number } from "../format";
import { useReadAgain } from "../mutations";

/** How many cells are named. */
const NAMED = 8;

/** What became of the corrections: `3 corrections still fit. 2 no longer do: E88, E90.` Empty where there were none. */
export function rereadSaid({ kept, dropped }: RereadView): string {
  const rest = dropped.length - NAMED;
  const cells = dropped.slice(0, NAMED).join(", ") + (rest > 0 ? ` and ${number(rest)} more` : "");
  if (dropped.length === 0) return kept === 0 ? "" : kept === 1 ? "Your correction still fits." : `All ${number(kept)} corrections still fit.`;
  if (kept === 0) return `${count(dropped.length, "correction")} no longer ${dropped.length === 1 ? "fits" : "fit"}: ${cells}.`;
  return `${count(kept, "correction")} still ${kept === 1 ? "fits" : "fit"}. ${number(dropped.length)} no longer ${dropped.length === 1 ? "does" : "do"}: ${cells}.`;
}

/** Reads the file again, and says what became of the corrections. */
export function useReread() {
  const readAgain = useReadAgain();
  const notify = useNotify();
  const send = async () => {
    const reread = await readAgain.send();
    if (reread) notify("The file was read again.", rereadSaid(reread));
  };
  return { send, pending: readAgain.pending };
}
