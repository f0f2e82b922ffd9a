import { Download, Info, Play } from "lucide-react";
import { useState } from "react";
import type { FeedStatus, RunView } from "../../backend";
import { Button } from "../../components/Button";
import { KindGlyph } from "../../components/KindGlyph";
import { BottomBar, Heading, Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { Hint, Note } from "../../components/Problem";
import { ProgressBar } from "../../components/ProgressBar";
import { about, count, number, whenInSentence } from "../../format";
import { useApp } from "../../queries";
import { Feed } from "./Feed";
import styles from "./Interrupted.module.css";
import run_ from "./Run.module.css";
import { StopQuestion } from "./StopQuestion";
import { segments, settled } from "./tally";
import { useGoOn } from "./useGoOn";
import { useSaveResultSaid } from "./useSaveResultSaid";

/** Shown at the start when a run was cut off. Nothing is sent until the person chooses. */
export function Interrupted() {
  const run = useApp((app) => app.interrupted);
  return run && <Cut key={run.id} run={run} />;
}

function Cut({ run }: { run: RunView }) {
  const { agents } = run;
  const [shown, setShown] = useState(false);
  const open = agents.waiting + agents.sending;
  const needYou = agents.failed + agents.held;
  const show = needYou > 0 && <Button size="sm" aria-expanded={shown} onClick={() => setShown((old) => !old)}>{shown ? "Hide them" : "Show them"}</Button>;
  return (
    <>
      <Page>
        <Note tone="wait" assertive title={`${run.reason?.title ?? (run.status === "paused" ? "An update is paused" : "An update was interrupted")}.`} details={run.reason?.details}>
          {run.reason?.meaning ?? `It stopped after ${number(settled(agents))} of ${count(agents.total, "agent")}.`}
        </Note>
        <Panel label="The interrupted update">
          <div className={run_.top}>
            <div className={run_.headline}>
              <div className="grow">
                <Heading className={run_.big}>Go on with {count(open, "agent")}?</Heading>
                <p className={run_.under}><bdi>{run.sheet}</bdi>, started {whenInSentence(run.startedAt)} by <bdi>{run.by}</bdi></p>
              </div>
              {run.left !== null && <p className="xs muted">A{about(run.left).slice(1)}</p>}
            </div>
            <ProgressBar label="Agents updated before it stopped" total={agents.total} segments={segments(agents)} />
          </div>
          <ul className={styles.lines}>
            <Line kind="done" number={agents.done} words="Done" more=", and they stay done" />
            {agents.sending > 0 && <Line kind="sending" number={agents.sending} words="Were under way when it stopped." more="They are looked up before anything is sent." />}
            {agents.held > 0 && <Line kind="held" number={agents.held} words="Held back." more="They were under way and hold neither the old nor the new level. You decide." action={agents.failed === 0 && show} />}
            <Line kind="failed" number={agents.failed} words="Failed." more="You can retry them at the end." action={agents.failed > 0 && show} />
            <Line kind="waiting" number={agents.waiting} words="Not sent yet." more="Each is compared with its live skills before it is sent." />
          </ul>
        </Panel>
        {shown && <Panel className={styles.shown} title="Failed or held back"><Feed run={run} filter="needYou" label="Failed or held back" empty="None" /></Panel>}
        <Hint icon={Info}>Nothing is sent until you choose. Stopping keeps what is done; you can undo it from History.</Hint>
      </Page>
      <Actions run={run} open={open} />
    </>
  );
}

function Line({ kind, number: many, words, more, action }: { kind: Exclude<FeedStatus, "skipped">; number: number; words: string; more: string; action?: React.ReactNode }) {
  const tight = more.startsWith(",");
  return (
    <li>
      <KindGlyph kind={kind} />
      <b>{number(many)}</b>
      <span>{words}{tight ? "" : " "}<span className="muted">{more}</span></span>
      <span>{action}</span>
    </li>
  );
}

function Actions({ run, open }: { run: RunView; open: number }) {
  const { goOn, question, pending, dots } = useGoOn(run);
  const [save, saving] = useSaveResultSaid(run.id);
  const [stopping, setStopping] = useState(false);
  const facts = [`${count(open, "agent")} left`, ...(run.left === null ? [] : [about(run.left)])];
  return (
    <>
      <BottomBar facts={facts}>
        <Button size="lg" icon={Download} shrinks busy={saving && "Saving"} onClick={save}>Save result workbook</Button>
        <Button size="lg" onClick={() => setStopping(true)}>Stop here…</Button>
        <Button size="lg" look="primary" main icon={Play} busy={pending && "Going on"} onClick={goOn}>Go on{dots}</Button>
      </BottomBar>
      <StopQuestion run={run} open={stopping} onClose={() => setStopping(false)} />
      {question}
    </>
  );
}
