import { useKeys } from "../useKeys";
import { COLUMN } from "./columns";
import { type Group, placeOf, rowAt } from "./rows";
import type { useRoving } from "./useRoving";

/** F8 goes to the next problem, Shift F8 to the one before, round the end. Those that are not shown yet are shown first. */
export function useProblemKeys(groups: readonly Group[], roving: ReturnType<typeof useRoving>, show: { more: (kind: "problem") => void; open: (kind: "problem") => void }) {
  useKeys((event) => {
    const problems = groups.find((group) => group.kind === "problem");
    if (event.key !== "F8" || !problems || problems.total === 0) return false;
    const here = rowAt(groups, roving.spot.row);
    const at = here?.type === "line" && here.kind === "problem" ? here.index : event.shiftKey ? 0 : -1;
    const next = (at + (event.shiftKey ? -1 : 1) + problems.total) % problems.total;
    if (!problems.open) show.open("problem");
    if (next >= problems.limit) show.more("problem");
    // Problems come first, so that showing more of them moves none of those before.
    const place = placeOf(groups, "problem", next) ?? next + 1;
    roving.go({ row: place, column: COLUMN.repairs });
    return true;
  });
}
