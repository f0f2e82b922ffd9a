import { Info, Play, Plug } from "lucide-react";
import type { FeedStatus, ReturnedView, RunView } from "../../backend";
import { Button } from "../../components/Button";
import { KindGlyph } from "../../components/KindGlyph";
import { BottomBar, Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { PlaceBadge } from "../../components/PlaceBadge";
import { Hint } from "../../components/Problem";
import { ProgressBar } from "../../components/ProgressBar";
import { number, whenInSentence } from "../../format";
import { usePlace } from "../../frame/place";
import { useCloseSheet, useResumeRun, useRetryFailed, useStartNewOne } from "../../mutations";
import { segments } from "../run/tally";
import { useAgain } from "../run/useAgain";
import styles from "./ResultQuestion.module.css";
import run_ from "../run/Run.module.css";
import { againTitle, continuingDoes, leadOf, leftOf, titleOf } from "./returned";

interface Props {
  returned: ReturnedView;
  run: RunView;
}

/** Asked when a result workbook comes back: go on with its run, or start a new one. Nothing is sent until the person chooses. */
export function ResultQuestion({ returned, run }: Props) {
  const { agents } = run;
  return (
    <>
      <Page title={titleOf(run)} lead={leadOf(run, returned)}>
        <Panel title={<bdi>{run.sheet}</bdi>} aside={<PlaceBadge kind={run.kind} small />}>
          <div className={run_.top}>
            <p className={styles.under}><bdi>{run.connection}</bdi>, started {whenInSentence(run.startedAt)} by <bdi>{run.by}</bdi></p>
            <ProgressBar label="Agents updated in that run" total={agents.total} segments={segments(agents)} />
          </div>
          <ul className={styles.lines}>
            <Line kind="done" many={agents.done} words="Done" />
            {agents.failed > 0 && <Line kind="failed" many={agents.failed} words="Failed" />}
            {agents.held > 0 && <Line kind="held" many={agents.held} words="Held back" />}
            {returned.waiting > 0 && <Line kind="waiting" many={returned.waiting} words="Not sent yet" />}
            {agents.skipped > 0 && <Line kind="waiting" many={agents.skipped} words="Left out when it was stopped" />}
          </ul>
        </Panel>
        <div className={styles.ways}>
          {returned.way !== "nothing" && (
            <Hint icon={Info}><b>Continue that run:</b> {continuingDoes(run, returned)} It goes by Skillsheet’s own record, so it does not matter how the rows of this workbook were sorted, filtered or edited.</Hint>
          )}
          {returned.way !== "nothing" && returned.elsewhere && (
            <Hint icon={Plug}>That run belongs to <b><bdi>{run.connection}</bdi></b>, not to the connection in use. Continuing uses <bdi>{run.connection}</bdi>.</Hint>
          )}
          <Hint icon={Info}><b>Start a new one:</b> {returned.hasTodo ? "It reads the tab “To do”, as it stands in this workbook." : "It reads your own columns, without what became of the rows."}</Hint>
        </div>
      </Page>
      <Actions returned={returned} run={run} />
    </>
  );
}

function Line({ kind, many, words }: { kind: Exclude<FeedStatus, "skipped">; many: number; words: string }) {
  return <li><KindGlyph kind={kind} /><b>{number(many)}</b><span>{words}</span></li>;
}

function Actions({ returned, run }: Props) {
  const [, go] = usePlace();
  const close = useCloseSheet();
  const anew = useStartNewOne();
  const resume = useResumeRun();
  const retry = useRetryFailed();
  const open = returned.way !== "nothing";
  const sends = returned.way === "resume" || returned.way === "retry";
  const asks = sends && run.asksAgain;
  const { begin, question } = useAgain(run, asks);
  const busy = resume.pending || retry.pending;
  const send = async (confirmed: boolean) => {
    // What was cut off or paused waits for another word after a decision: this is the word.
    const open = run.status !== "completed" && run.status !== "cancelled";
    const decided = returned.way === "resume" || (await retry.send(run.id, [], confirmed)) !== undefined;
    if (decided && open) await resume.send(run.id, confirmed);
  };
  const onContinue = () => {
    if (sends) begin({ title: againTitle(run, returned), verb: returned.way === "resume" ? "Go on" : "Retry", busy: "Going on", send });
    else go({ page: "history", run: run.id });
  };
  return (
    <>
      <BottomBar facts={leftOf(run, returned.waiting)} note="Nothing is sent until you choose.">
        <Button size="lg" look="quiet" onClick={() => void close.send()}>Put it away</Button>
        <Button size="lg" {...(!open && { look: "primary" as const, main: true })} busy={anew.pending && "Reading"} onClick={() => void anew.send()}>Start a new one</Button>
        {open && <Button size="lg" look="primary" main icon={Play} busy={busy && "Going on"} onClick={onContinue}>Continue that run{asks ? "…" : ""}</Button>}
      </BottomBar>
      {question}
    </>
  );
}
