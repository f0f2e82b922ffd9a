import { type RefObject, useCallback, useEffect, useRef } from "react";
import type { RepairView } from "../../../backend";
import { useRepair } from "../../../mutations";
import { useApp } from "../../../queries";
import { type Group, placeOf } from "./rows";

/** Does a repair; the focus then goes to the next problem's first repair, and after the last one to the filled button. */
export function useRepairs({ groups, box, scrollTo }: { groups: readonly Group[]; box: RefObject<HTMLElement | null>; scrollTo: (row: number) => void }) {
  const { send } = useRepair();
  const revision = useApp((app) => app.revision);
  const next = useRef<{ index: number; revision: number } | null>(null);

  const repair = useCallback(async (action: RepairView, index: number) => {
    next.current = { index, revision };
    await send(action.action);
  }, [revision, send]);

  const problems = groups.find((group) => group.kind === "problem")?.total ?? 0;
  useEffect(() => {
    const wanted = next.current;
    if (wanted === null || wanted.revision === revision) return;
    if (problems === 0) {
      next.current = null;
      document.querySelector<HTMLElement>("[data-main]")?.focus();
      return;
    }
    const index = Math.min(wanted.index, problems - 1);
    const place = placeOf(groups, "problem", index);
    if (place !== null) scrollTo(place);
    // The lines of the new revision arrive a moment later.
    const timer = setTimeout(() => {
      const button = box.current?.querySelector<HTMLElement>(`[data-repair="${index}"]`);
      if (!button) return;
      next.current = null;
      button.focus({ preventScroll: true });
    }, 60);
    return () => clearTimeout(timer);
  });

  return { repair: useCallback((action: RepairView, index: number) => void repair(action, index), [repair]) };
}
