import type { ProblemView, RunView, TallyView } from "../../backend/bindings";

/** How many have an outcome, whatever it is. */
export function settled(tally: TallyView): number {
  return tally.done + tally.failed + tally.held;
}

/** Where to stand on the bar. */
export function segments(tally: TallyView) {
  return [
    { kind: "done" as const, value: tally.done },
    { kind: "failed" as const, value: tally.failed },
    { kind: "held" as const, value: tally.held },
    { kind: "sending" as const, value: tally.sending },
  ];
}

/** Whether a run waits because it was to stop after the first few agents. */
export function isTrialStop(run: RunView): boolean {
  return run.status === "paused" && run.trial !== null && run.reason === null && run.agents.waiting > 0;
}

/** Whether a run is still to be watched. */
export function isUnderWay(run: RunView): boolean {
  return run.status === "running" || run.status === "pausing" || run.status === "paused";
}

/** Next steps that are to send the rest, as the engine words them. */
const GOES_ON = ["Go on", "Try again", "Try now"];

/** Whether the next step about a paused run is to go on with it. */
export function goesOn(reason: ProblemView | null): boolean {
  return reason !== null && GOES_ON.includes(reason.next);
}

/** Whether the next step is taken on the connection's own page. */
export function isTakenOnItsPage({ next }: ProblemView): boolean {
  return /^(Enter |Edit the connection|Check the (address|connection|paths|region|settings|sign-in address))/.test(next);
}
