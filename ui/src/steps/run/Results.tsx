import { Download, RefreshCw, Undo2 } from "lucide-react";
import type { RunView } from "../../backend";
import { Button } from "../../components/Button";
import { KindLabel } from "../../components/KindGlyph";
import { BottomBar, Heading, Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProgressBar } from "../../components/ProgressBar";
import { count, dayInSentence, duration, number, time } from "../../format";
import { useCloseSheet, usePlanUndo, useRetryFailed } from "../../mutations";
import { asksToDecide, retryTitle } from "./again";
import { NeedYou } from "./NeedYou";
import styles from "./Results.module.css";
import { headline } from "./ended";
import run_ from "./Run.module.css";
import { segments } from "./tally";
import { useAgain } from "./useAgain";
import { useSaveResultSaid } from "./useSaveResultSaid";

/** What came of a run, what needs the person, and the way back. */
export function Results({ run }: { run: RunView }) {
  const [save, saving] = useSaveResultSaid(run.id);
  const needYou = run.agents.failed + run.agents.held;
  return (
    <>
      <Page fit>
        <Panel label="Result">
          <div className={styles.summary}>
            <div>
              <div>
                <Heading className={run_.big}>{headline(run)}</Heading>
                <p className={run_.under}><When run={run} /></p>
              </div>
              <ProgressBar label="Agents updated" total={run.agents.total} segments={segments(run.agents)} />
              <Counts run={run} />
            </div>
            <div className={styles.buttons}>
              <Button size="lg" look="primary" main icon={Download} busy={saving && "Saving"} onClick={save}>Save result workbook</Button>
              {run.agents.failed > 0 && <RetryFailed run={run} />}
            </div>
          </div>
        </Panel>
        {needYou > 0 && <NeedYou run={run} />}
      </Page>
      <Actions run={run} />
    </>
  );
}

function RetryFailed({ run }: { run: RunView }) {
  const retry = useRetryFailed();
  const asks = asksToDecide(run);
  const { begin, question } = useAgain(run, asks);
  const { failed } = run.agents;
  const onClick = () => begin({ title: retryTitle(run, failed), verb: "Retry", busy: "Sending", send: (confirmed) => retry.send(run.id, [], confirmed) });
  return (
    <>
      <Button size="lg" icon={RefreshCw} busy={retry.pending && "Sending"} onClick={onClick}>Retry {number(failed)} failed{asks && "…"}</Button>
      {question}
    </>
  );
}

function When({ run }: { run: RunView }) {
  const from = `${dayInSentence(run.startedAt)} ${time(run.startedAt)}`;
  const to = run.endedAt === null ? "" : ` to ${time(run.endedAt)}`;
  return <><bdi>{run.connection}</bdi>, {from}{to}, {duration(run.elapsed)}. {number(run.changes.done)} of {count(run.changes.total, "change")} made.{run.verified && " Looked at once more: they stayed."}</>;
}

function Counts({ run }: { run: RunView }) {
  const { agents } = run;
  return (
    <div className={styles.counts}>
      <KindLabel kind="done" word={`${count(agents.done, "agent")} ${run.mode === "undo" ? "put back" : "updated"}`} />
      {agents.failed > 0 && <KindLabel kind="failed" word={`${number(agents.failed)} failed`} />}
      {agents.held > 0 && <KindLabel kind="held" word={`${number(agents.held)} held back`} />}
      {agents.skipped > 0 && <span className="muted">{count(agents.skipped, "agent")} not sent</span>}
      {run.problemRows > 0 && <span className="muted">{count(run.problemRows, "problem row")} left out</span>}
    </div>
  );
}

function Actions({ run }: { run: RunView }) {
  const undo = usePlanUndo();
  const close = useCloseSheet();
  const done = run.changes.done > 0 && run.undoneBy === null;
  return (
    <BottomBar note="The result workbook is your own sheet with Status, Before, After and Message added.">
      {done && <Button size="lg" look="danger" icon={Undo2} busy={undo.pending && "Comparing"} onClick={() => void undo.send(run.id)}>Undo this run…</Button>}
      <Button size="lg" busy={close.pending && "Closing"} onClick={() => void close.send()}>New update</Button>
    </BottomBar>
  );
}
