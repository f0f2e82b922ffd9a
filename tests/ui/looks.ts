/** The looks that every state is checked in. */
import type { AppearanceView } from "../../ui/src/backend/bindings";

export type Look = { name: string; appearance: AppearanceView; width: number; height: number };

export const LOOKS: Look[] = [
  { name: "light", appearance: "light", width: 1180, height: 760 },
  { name: "dark", appearance: "dark", width: 1180, height: 760 },
  { name: "min-light", appearance: "light", width: 960, height: 600 },
  { name: "min-dark", appearance: "dark", width: 960, height: 600 },
];
