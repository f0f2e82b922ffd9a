import type { RunView } from "../../backend/bindings";
import { count } from "../../format";

/** What is asked before a run goes on. */
export function goOnTitle(many: number): string {
  return `Go on with ${count(many, "agent")} now?`;
}

/** What is asked before agents that failed are tried again. */
export function retryTitle(run: RunView, many: number): string {
  return `${verbOf(run)} ${count(many, "agent")} again?`;
}

/** What a run does to agents, as the beginning of a question: `Update 3 agents again?` */
export function verbOf(run: RunView): string {
  return run.mode === "undo" ? "Undo for" : "Update";
}

/** Whether a decision is asked about first. In a run that waits it sends nothing yet: going on is asked about then. */
export function asksToDecide({ asksAgain, status }: RunView): boolean {
  return asksAgain && status !== "paused" && status !== "interrupted";
}
