import type { RunView } from "../../backend/bindings";
import { count } from "../../format";
import { settled } from "./tally";

/** Progress is said at most this often, in milliseconds. */
const EVERY = 10_000;
const MARKS = [25, 50, 75, 100];

/** What has been said already. */
export interface Said {
  at: number;
  percent: number;
  status: RunView["status"] | null;
  waiting: boolean;
  offline: boolean;
  failed: boolean;
}

export const NOTHING_SAID: Said = { at: -Infinity, percent: 0, status: null, waiting: false, offline: false, failed: false };

/** What a screen reader is told now, if anything: a change of how it stands at once, progress now and then. */
export function announce(said: Said, run: RunView, now: number): { said: Said; text: string | null } {
  const percent = run.agents.total === 0 ? 0 : Math.floor((settled(run.agents) / run.agents.total) * 100);
  const waiting = run.waitsSeconds !== null;
  const failed = run.agents.failed > 0;
  const next: Said = { ...said, percent, status: run.status, waiting, offline: run.offline, failed };
  const tell = (text: string) => ({ said: { ...next, at: now }, text });
  if (said.status !== null && said.status !== run.status) {
    if (run.status === "pausing") return tell("Pausing");
    if (run.status === "paused") return tell(`Paused at ${progress(run)}`);
    if (run.status === "running") return tell("Going on");
  }
  if (run.offline && !said.offline) return tell(`${run.reason?.title ?? "No connection"}. Paused at ${progress(run)}`);
  if (said.offline && !run.offline && run.status === "running") return tell("Going on");
  if (waiting && !said.waiting) return tell(run.reason ? run.reason.title : "Waiting as asked");
  if (failed && !said.failed) return tell("An agent could not be updated");
  const passed = MARKS.some((mark) => said.percent < mark && percent >= mark);
  if (run.status === "running" && (passed || (now - said.at >= EVERY && percent > said.percent))) return tell(progress(run));
  // What was not said counts from the last time that something was.
  return { said: { ...next, percent: said.percent }, text: null };
}

function progress(run: RunView): string {
  return `${settled(run.agents)} of ${count(run.agents.total, "agent")}`;
}
