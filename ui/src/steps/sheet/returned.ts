import type { ReturnedView, RunView, WayView } from "../../backend/bindings";
import { count, day, dayInSentence, number } from "../../format";
import { goOnTitle, retryTitle } from "../run/again";

/** `This is the result of your run on 23 Nov`, `… of your run today`. */
export function titleOf(run: RunView, now = new Date()): string {
  const named = day(run.startedAt, now);
  const when = named === "Today" || named === "Yesterday" ? dayInSentence(run.startedAt, now) : `on ${named}`;
  return `This is the result of your run ${when}`;
}

/** What is asked, or why there is nothing to go on with. */
export function leadOf({ agents }: RunView, { way }: ReturnedView): string {
  if (way !== "nothing") return "Continue that run, or start a new one?";
  if (agents.skipped > 0) return `That run was stopped for good, and ${count(agents.skipped, "agent was", "agents were")} left as they were.`;
  return "Everything in that run is done.";
}

/** What is left of a run, in numbers: `163 agents were not sent`, `3 failed`. */
export function leftOf({ agents }: RunView, waiting: number): string[] {
  return [
    waiting > 0 && `${count(waiting, "agent was", "agents were")} not sent`,
    agents.failed > 0 && `${number(agents.failed)} failed`,
    agents.held > 0 && `${number(agents.held)} held back`,
    agents.skipped > 0 && `${number(agents.skipped)} left out when it was stopped`,
  ].filter((part) => part !== false);
}

/** What continuing does. */
export function continuingDoes(run: RunView, { way, waiting }: ReturnedView): string {
  const does: Record<WayView, string> = {
    resume: `It sends the ${count(waiting, "agent")} that ${waiting === 1 ? "was" : "were"} not sent. Each is compared with its live skills first.`,
    retry: `It tries the ${count(run.agents.failed, "agent")} that failed once more.`,
    settle: `It shows the ${count(run.agents.held, "agent")} that ${run.agents.held === 1 ? "is" : "are"} held back, and you decide.`,
    nothing: "",
  };
  return does[way];
}

/** What the question is before real agents are changed. */
export function againTitle(run: RunView, { way, waiting }: ReturnedView): string {
  return way === "resume" ? goOnTitle(waiting) : retryTitle(run, run.agents.failed);
}
