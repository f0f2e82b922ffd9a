import type { State } from "../far-end";

export const states: State[] = [];
