import type { FeedChange, FeedView, RunView } from "../../backend/bindings";
import { count, level, number } from "../../format";

/** The one sentence that says how a run ended. */
export function headline(run: RunView): string {
  const { total, done } = run.agents;
  if (run.status === "cancelled") return `Stopped after ${number(done)} of ${count(total, "agent")}`;
  const are = run.mode === "undo" ? "as they were" : "up to date";
  if (done === total) return total === 1 ? `The agent is ${run.mode === "undo" ? "as it was" : "up to date"}` : `All ${count(total, "agent")} are ${are}`;
  return `${number(done)} of ${count(total, "agent")} ${done === 1 ? "is" : "are"} ${are}`;
}

/** The changes of an agent that were not made. */
export function notMade(item: FeedView): FeedChange[] {
  return item.changes.filter((change) => change.status !== "done");
}

/** The buttons that settle an agent that is held back: keep what is there, or set what was wanted. */
export function heldRepairs(item: FeedView): { keep: string; set: string } {
  const held = notMade(item).filter((change) => change.status === "held");
  const [only] = held;
  if (!only || held.length > 1) return { keep: "Leave them", set: `Set all ${number(held.length)}` };
  if (only.after === null) return { keep: "Leave it", set: `Remove ${only.skill}` };
  if (only.kind === "add") return { keep: "Leave it", set: `Add ${only.skill}` };
  return { keep: "Leave it", set: `Set ${level(only.after)}` };
}
