import type { ReviewView, TaskView } from "../../backend";
import { Button } from "../../components/Button";
import { Panel } from "../../components/Panel";
import { Note } from "../../components/Problem";
import { taskWords } from "../../components/taskWords";
import { count, percent } from "../../format";
import { useCompare, useRepair } from "../../mutations";
import { useApp } from "../../queries";
import { TurnedRound } from "../match/TurnedRound";
import { countOf } from "./kinds";
import { Reading } from "./Waiting";
import styles from "./Review.module.css";
import { useNow } from "./useNow";
import { shareInWords } from "./words";

/** After so many minutes the comparison may no longer hold. */
const STALE = 15;

/** What the person should know before anything else on this screen. At most one of each kind. */
export function Banners({ review, comparing, onMerge }: { review: ReviewView; comparing: TaskView | null; onMerge: () => void }) {
  const warnShare = useApp((app) => app.settings.warnShare) / 100;
  const matching = useApp((app) => app.matching);
  const leftAlone = countOf(review.counts, "leftAlone");
  return (
    <>
      {comparing && <Panel className={styles.again} label="Comparing again"><h2>{taskWords(comparing)}</h2><Reading task={comparing} /></Panel>}
      {review.mode !== "undo" && matching && <TurnedRound matching={matching} />}
      {review.mode === "exact" && review.exactRemoves > 0 && review.lostShare >= warnShare && (
        <Note tone="bad" assertive title={`This takes away ${shareInWords(review.lostShare)} of all skills (${percent(review.lostShare)}).`}
          actions={<Button size="sm" onClick={onMerge}>Switch back</Button>}>
          Go on only if your sheet is the complete list for these agents.
        </Note>
      )}
      {review.mode === "undo" && leftAlone > 0 && (
        <Note tone="info" title={`${count(leftAlone, "change")} ${leftAlone === 1 ? "is" : "are"} left alone,`}>
          because someone has changed {leftAlone === 1 ? "it" : "them"} since. Your colleague’s work is not overwritten.
        </Note>
      )}
      {review.unreadAgents > 0 && !comparing && <Unread agents={review.unreadAgents} />}
      {!comparing && <Stale comparedAt={review.comparedAt} />}
    </>
  );
}

function Unread({ agents }: { agents: number }) {
  const { send, pending } = useRepair();
  return (
    <Note tone="wait" title={`${count(agents, "agent")} could not be read.`} actions={<Button size="sm" busy={pending && "Reading"} onClick={() => void send({ do: "readAgain" })}>Try again</Button>}>
      {agents === 1 ? "It is left out" : "They are left out"} until {agents === 1 ? "it" : "they"} can be read.
    </Note>
  );
}

function Stale({ comparedAt }: { comparedAt: string }) {
  const now = useNow(20_000);
  const { send, pending } = useCompare();
  const minutes = Math.floor((now.getTime() - new Date(comparedAt).getTime()) / 60_000);
  if (minutes < STALE) return null;
  return (
    <Note tone="info" title={`Compared ${minutes < 120 ? count(minutes, "minute") : count(Math.floor(minutes / 60), "hour")} ago.`}
      actions={<Button size="sm" busy={pending && "Comparing"} onClick={() => void send()}>Compare again</Button>}>
      Compare again before you start?
    </Note>
  );
}
