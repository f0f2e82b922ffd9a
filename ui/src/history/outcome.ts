import type { RunView } from "../backend/bindings";
import type { Glyph } from "../components/KindGlyph";
import { number } from "../format";

/** How a past run ended, in two words and a glyph. */
export function outcome(run: RunView): { kind: Glyph; word: string } {
  const { done, failed, held } = run.agents;
  if (run.status === "running" || run.status === "pausing") return { kind: "sending", word: "Under way" };
  if (run.status === "paused") return { kind: "waiting", word: "Paused" };
  if (run.status === "interrupted") return { kind: "waiting", word: "Interrupted" };
  if (run.undoneBy !== null) return { kind: "done", word: "Undone" };
  if (run.status === "cancelled") return { kind: "waiting", word: `Stopped at ${number(done)}` };
  if (failed > 0) return { kind: "failed", word: `${number(failed)} failed` };
  if (held > 0) return { kind: "held", word: `${number(held)} held back` };
  return { kind: "done", word: "All done" };
}

/** Whether a run can be undone: it has ended, made something, and was not undone already. */
export function canUndo(run: RunView): boolean {
  return (run.status === "completed" || run.status === "cancelled") && run.changes.done > 0 && run.undoneBy === null;
}
