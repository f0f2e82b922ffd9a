import { Pause, Play, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { RunView } from "../../backend";
import { Button } from "../../components/Button";
import { BottomBar, Page } from "../../components/Page";
import { number } from "../../format";
import { usePauseRun } from "../../mutations";
import { isTyping, useKeys } from "../review/useKeys";
import { announce, NOTHING_SAID } from "./announce";
import { Latest } from "./Latest";
import { Progress } from "./Progress";
import styles from "./Run.module.css";
import { Side } from "./Side";
import { Standing } from "./Standing";
import { StopQuestion } from "./StopQuestion";
import { goesOn, isTrialStop } from "./tally";
import { useCountdown } from "./useCountdown";
import { useGoOn } from "./useGoOn";

/** A run that is under way: watch, pause, stop. */
export function RunScreen({ run }: { run: RunView }) {
  const waits = useCountdown(run.waitsSeconds);
  return (
    <>
      <Page fit>
        <Standing run={run} waits={waits} />
        <Progress run={run} waits={waits} />
        <div className={styles.split}>
          <Latest run={run} />
          <Side run={run} />
        </div>
        <Announcer run={run} />
      </Page>
      <Actions run={run} />
    </>
  );
}

function Actions({ run }: { run: RunView }) {
  const [stopping, setStopping] = useState(false);
  const pause = usePauseRun();
  const { goOn, question, pending, dots } = useGoOn(run);
  const trial = isTrialStop(run);
  const paused = run.status === "paused";
  const flip = useRef<HTMLButtonElement>(null);
  const pressed = useRef(false);
  // The button that was pressed gives way to its opposite, which takes the focus on.
  useEffect(() => {
    if (pressed.current && document.activeElement === document.body) flip.current?.focus();
    pressed.current = false;
  }, [paused]);
  const words = goesOn(run.reason) ? run.reason?.next : "Go on";
  useKeys((event) => {
    if (event.key.toLowerCase() !== "p" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return false;
    if (run.status === "running") void pause.send();
    // A single key, from anywhere, is no answer to whether the others follow.
    else if (paused && !trial) goOn();
    else return false;
    return true;
  });
  return (
    <>
      <BottomBar note="You can close the window at any time. Skillsheet remembers where it was.">
        {!paused && <Button size="lg" icon={Pause} ref={flip} busy={run.status === "pausing" && "Pausing"} aria-keyshortcuts="P" onClick={() => { pressed.current = true; void pause.send(); }}>Pause</Button>}
        <Button size="lg" icon={Square} onClick={() => setStopping(true)}>{trial ? "Stop here…" : "Stop…"}</Button>
        {paused && (
          <Button size="lg" look="primary" main icon={Play} ref={flip} busy={pending && "Going on"} onClick={() => { pressed.current = true; goOn(); }}>
            {trial ? `Go on with ${number(run.agents.waiting)}` : words}{dots}
          </Button>
        )}
      </BottomBar>
      <StopQuestion run={run} open={stopping} onClose={() => setStopping(false)} />
      {question}
    </>
  );
}

/** Tells screen readers how it goes, not too often. */
function Announcer({ run }: { run: RunView }) {
  const said = useRef(NOTHING_SAID);
  const [text, setText] = useState("");
  useEffect(() => {
    const answer = announce(said.current, run, Date.now());
    said.current = answer.said;
    if (answer.text !== null) setText(answer.text);
  }, [run]);
  return <p role="status" className="sr">{text}</p>;
}
