import type { TaskView } from "../backend/bindings";
import { count } from "../format";

/** What long work is, in words: “Reading today’s skills of 690 agents”. */
export function taskWords({ label, agents }: Pick<TaskView, "label" | "agents">): string {
  return agents === null ? label : `${label} of ${count(agents, "agent")}`;
}
