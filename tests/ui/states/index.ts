/** Every state of every screen. */
import type { State } from "../far-end";
import { states as connections } from "./connections";
import { states as history } from "./history";
import { states as match } from "./match";
import { states as returned } from "./returned";
import { states as review } from "./review";
import { states as run } from "./run";
import { states as sheet } from "./sheet";

export const STATES: State[] = [...connections, ...sheet, ...returned, ...match, ...review, ...run, ...history];
