import { type RefObject, useCallback, useEffect, useRef } from "react";
import type { RepairView } from "../../../backend";
import { useRepair } from "../../../mutations";
import { useApp } from "../../../queries";
import { type Group, placeOf } from "./rows";

/** Does a repair; the focus then goes to the next problem's first repair, and after the last one to the filled button. */
export function useRepairs({ groups, box, scrollTo }: { groups: readonly Group[]; box: RefObject<HTMLElement | null>; scrollTo: (row: number) => void }) {
  const { send } = useRepair();
  const revision = useApp((app) => app.revision);
  const next = useRef<{ index: number; revision: number; placed: HTMLElement | null } | null>(null);

  const repair = useCallback(async (action: RepairView, index: number) => {
    next.current = { index, revision, placed: null };
    await send(action.action);
  }, [revision, send]);

  const problems = groups.find((group) => group.kind === "problem")?.total ?? 0;
  // At every drawing: an agent may have to be read first, and meanwhile the old problem still stands or the filled button is at rest.
  useEffect(() => {
    const wanted = next.current;
    if (wanted === null || wanted.revision === revision) return;
    const here = document.activeElement;
    if (wanted.placed && here !== wanted.placed && here !== document.body) {
      next.current = null; // the person has gone on by themselves
      return;
    }
    const index = Math.min(wanted.index, problems - 1);
    const place = placeOf(groups, "problem", index);
    if (place !== null) scrollTo(place);
    const found = problems === 0
      ? document.querySelector<HTMLElement>("[data-main]:not(:disabled)")
      : box.current?.querySelector<HTMLElement>(`[data-repair="${index}"]`);
    if (!found) return;
    wanted.placed = found;
    found.focus({ preventScroll: true });
  });

  return { repair: useCallback((action: RepairView, index: number) => void repair(action, index), [repair]) };
}
