import type { ProblemView, RunView } from "../../backend";
import { Button } from "../../components/Button";
import { Note, ProblemNote } from "../../components/Problem";
import { AskSomebody, askedOf, withoutAsking } from "../../connections/AskSomebody";
import { usePlace } from "../../frame/place";
import { count, number } from "../../format";
import { useResumeRun } from "../../mutations";
import { useApp, usePlatforms } from "../../queries";
import { goesOn, isTakenOnItsPage, isTrialStop, settled } from "./tally";

/** How the run stands, when it does not simply go on: slowed down, without a connection, paused, stopped after the first few. */
export function Standing({ run, waits }: { run: RunView; waits: number | null }) {
  if (isTrialStop(run)) {
    return <Note tone="info" title={`${count(settled(run.agents), "agent is", "agents are")} done.`}>Look at them in <bdi>{run.connection}</bdi>. Nothing is being sent.</Note>;
  }
  if (run.status === "pausing") return <Note tone="wait" title="Pausing:">{count(run.agents.sending, "agent is", "agents are")} still under way.</Note>;
  if (run.status === "paused") return <Paused run={run} />;
  if (run.offline) return <Offline run={run} />;
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

function Offline({ run }: { run: RunView }) {
  const { send, pending } = useResumeRun();
  return (
    <Note tone="wait" title={`${run.reason?.title ?? "No connection"}.`} details={run.reason?.details}
      actions={<Button size="sm" busy={pending && "Trying"} onClick={() => void send(run.id, false)}>Try now</Button>}>
      Paused at {number(settled(run.agents))} of {number(run.agents.total)}. It goes on by itself when the connection is back.
    </Note>
  );
}

function Paused({ run }: { run: RunView }) {
  const { reason } = run;
  if (reason === null) return <Note tone="wait" title="Paused.">Nothing is being sent.</Note>;
  // What sends the rest is the screen's filled button; any other next step is to be taken first.
  if (goesOn(reason)) return <ProblemNote tone="wait" problem={{ ...reason, next: "" }} />;
  return <First run={run} reason={reason} />;
}

/** A next step that is not to go on: on the connection's page, or somebody else's. */
function First({ run, reason }: { run: RunView; reason: ProblemView }) {
  const [, go] = usePlace();
  const connection = useApp((app) => app.connections.find(({ id }) => id === run.connectionId));
  const platform = usePlatforms().find(({ name }) => name === connection?.draft.platform);
  const of = askedOf(reason);
  if (connection && platform && of !== null) {
    return <ProblemNote tone="wait" problem={withoutAsking(reason)} actions={<AskSomebody of={of} problem={reason} platform={platform} settings={connection.draft.settings} />} />;
  }
  if (!connection || !isTakenOnItsPage(reason)) return <ProblemNote tone="wait" problem={reason} />;
  const words = reason.next.startsWith("Enter") ? "Enter new secret" : "Edit the connection";
  return <ProblemNote tone="wait" problem={{ ...reason, next: "" }} actions={<Button size="sm" onClick={() => go({ page: "connect", id: connection.id })}>{words}</Button>} />;
}
