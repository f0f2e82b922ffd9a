import { useSyncExternalStore } from "react";

const query = window.matchMedia("(max-width: 1099px)");

function subscribe(changed: () => void) {
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** Whether the window is so narrow that the rail shows only icons. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
