import { useRef } from "react";
import type { RunView } from "../../backend";
import { Button } from "../../components/Button";
import { Dialog, DialogText } from "../../components/Dialog";
import { count } from "../../format";
import { useCancelRun } from "../../mutations";
import { settled } from "./tally";

/** Asked before a run is stopped for good. */
export function StopQuestion({ run, open, onClose }: { run: RunView; open: boolean; onClose: () => void }) {
  const stop = useCancelRun();
  const keep = useRef<HTMLButtonElement>(null);
  // What is under way arrives all the same.
  const after = settled(run.agents) + run.agents.sending;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      initialFocus={keep}
      title={`Stop after ${count(after, "agent")}?`}
      actions={<>
        <Button size="lg" ref={keep} onClick={onClose}>{run.status === "running" ? "Keep going" : "Not yet"}</Button>
        <Button size="lg" look="danger" busy={stop.pending && "Stopping"} onClick={() => void stop.send(run.id).then(onClose)}>Stop</Button>
      </>}
    >
      <DialogText>They stay updated, and {count(run.agents.total - after, "agent is", "agents are")} left as they were. You can undo it from History.</DialogText>
    </Dialog>
  );
}
