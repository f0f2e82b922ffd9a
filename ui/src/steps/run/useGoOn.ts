import type { RunView } from "../../backend";
import { useResumeRun } from "../../mutations";
import { goOnTitle } from "./again";
import { useAgain } from "./useAgain";

/** Goes on with a run that waits, after the question where there is one. `dots` belong to the words of its button. */
export function useGoOn(run: RunView) {
  const resume = useResumeRun();
  const { begin, question } = useAgain(run, run.asksAgain);
  const goOn = () => begin({
    title: goOnTitle(run.agents.waiting + run.agents.sending),
    verb: "Go on",
    busy: "Going on",
    send: (confirmed) => resume.send(run.id, confirmed),
  });
  return { goOn, question, pending: resume.pending, dots: run.asksAgain ? "…" : "" };
}
