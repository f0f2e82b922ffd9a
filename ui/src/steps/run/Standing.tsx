import type { RunView } from "../../backend";
import { Button } from "../../components/Button";
import { Note, ProblemNote } from "../../components/Problem";
import { count, number } from "../../format";
import { isTrialStop, settled } from "./tally";
import { useGoOn } from "./useGoOn";

/** Next steps that are to send the rest. */
const GOES_ON = ["Go on", "Try again", "Try now"];

/** How the run stands, when it does not simply go on: slowed down, paused, stopped after the first few. */
export function Standing({ run, waits }: { run: RunView; waits: number | null }) {
  if (isTrialStop(run)) {
    return <Note tone="info" title={`${count(settled(run.agents), "agent is", "agents are")} done.`}>Look at them in <bdi>{run.connection}</bdi>. Nothing is being sent.</Note>;
  }
  if (run.status === "pausing") return <Note tone="wait" title="Pausing:">{count(run.agents.sending, "agent is", "agents are")} still under way.</Note>;
  if (run.status === "paused") return <Paused run={run} />;
  if (run.status !== "running" || (waits === null && run.reason === null)) return null;
  if (waits !== null) {
    return (
      <Note tone="wait" title={`${run.reason?.title ?? `${run.connection} asked us to slow down`}.`} details={run.reason?.details}>
        We go on by ourselves in {number(waits)} s. Nothing is lost and nothing is sent twice.
      </Note>
    );
  }
  return run.reason && <Note tone="info" title={`${run.reason.title}.`} details={run.reason.details}>{run.reason.meaning}</Note>;
}

function Paused({ run }: { run: RunView }) {
  const { goOn, question, pending, dots } = useGoOn(run);
  const { reason } = run;
  if (reason === null) return <Note tone="wait" title="Paused.">Nothing is being sent.</Note>;
  // A next step that is to go on is the button itself; another one is said, and is to be taken first.
  const goesOn = GOES_ON.includes(reason.next);
  return (
    <>
      <ProblemNote tone="wait" problem={goesOn ? { ...reason, next: "" } : reason}
        actions={<Button size="sm" busy={pending && "Trying"} onClick={goOn}>{goesOn ? reason.next : "Try now"}{dots}</Button>} />
      {question}
    </>
  );
}
