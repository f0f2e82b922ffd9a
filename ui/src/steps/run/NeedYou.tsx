import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import type { FeedView, RunView } from "../../backend";
import { Button } from "../../components/Button";
import { Details } from "../../components/Details";
import { KindGlyph } from "../../components/KindGlyph";
import { Name } from "../../components/Name";
import { Panel } from "../../components/Panel";
import { BestEndOfRun } from "../../connections/BestEnd";
import { count } from "../../format";
import { useRetryFailed, useSettleHeld } from "../../mutations";
import { useRem } from "../review/useRem";
import styles from "./Results.module.css";
import { asksToDecide, verbOf } from "./again";
import { heldRepairs, notMade } from "./ended";
import { useAgain } from "./useAgain";
import { useFeed } from "./useFeed";

type Begin = ReturnType<typeof useAgain>["begin"];

/** The agents that failed or are held back, each with what happened and what can be done. */
export function NeedYou({ run }: { run: RunView }) {
  const box = useRef<HTMLDivElement>(null);
  const rem = useRem();
  const [range, setRange] = useState({ first: 0, last: 20 });
  const { total, item } = useFeed(run, "needYou", range.first, range.last, false);
  // eslint-disable-next-line react-hooks/incompatible-library -- its answers are read afresh at each drawing
  const virtual = useVirtualizer({ count: total, getScrollElement: () => box.current, estimateSize: () => 3.25 * rem, overscan: 6 });
  useEffect(() => virtual.measure(), [virtual, rem]);
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 20;
  if (range.first !== first || range.last !== last) setRange({ first, last });
  const many = run.agents.failed + run.agents.held;
  // One question for all rows: a row may be gone before it is answered.
  const { begin, question } = useAgain(run, asksToDecide(run));
  return (
    <Panel className={styles.list} title={`${count(many, "agent")} ${many === 1 ? "needs" : "need"} you`}
      aside={<><BestEndOfRun run={run} />{run.agents.held > 1 ? <AllHeld run={run} begin={begin} /> : run.agents.skipped === 0 && <span className="xs muted hideNarrow">Everything else went well</span>}</>}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key */}
      <div ref={box} className={styles.box} role="table" aria-label="Agents that need you" aria-rowcount={total + 1} tabIndex={0}>
        <div role="row" aria-rowindex={1} className={styles.heads}>
          <span role="columnheader"><span className="sr">Kind</span></span><span role="columnheader">Agent</span><span role="columnheader">Not made</span>
          <span role="columnheader">What happened</span><span role="columnheader"><span className="sr">What to do</span></span>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => (
            <div key={index} ref={virtual.measureElement} data-index={index} role="row" aria-rowindex={index + 2} className={styles.row} style={{ transform: `translateY(${start}px)` }}>
              <Agent run={run} item={item(index)} begin={begin} />
            </div>
          ))}
        </div>
      </div>
      {question}
    </Panel>
  );
}

function Agent({ run, item, begin }: { run: RunView; item: FeedView | undefined; begin: Begin }) {
  if (!item) return <span role="cell" />;
  return (
    <>
      <span role="cell" className={styles.glyph}><KindGlyph kind={item.status === "held" ? "held" : "failed"} named /></span>
      <span role="cell" className={styles.agent}><Name>{item.agent}</Name></span>
      <span role="cell">{count(notMade(item).length, "change")}</span>
      <div role="cell" className={styles.what}>
        {item.problem && <p><b>{item.problem.title}.</b> {item.problem.meaning} {item.problem.next}</p>}
        {item.problem && item.problem.details !== "" && <Details text={item.problem.details} />}
      </div>
      <span role="cell" className={styles.repairs}><Repairs run={run} item={item} begin={begin} /></span>
    </>
  );
}

/** One decision about everybody who is held back. To overwrite what others did is asked about everywhere. */
function AllHeld({ run, begin }: { run: RunView; begin: Begin }) {
  const settle = useSettleHeld();
  const held = count(run.agents.held, "agent");
  const undo = run.mode === "undo";
  const setOurs = () => begin({
    title: undo ? `Put ${held} back all the same?` : `Set what your sheet says for ${held}?`,
    verb: "Set ours",
    busy: "Sending",
    overwrites: `Someone changed them after you compared. What they set is overwritten${undo ? "" : " where your sheet says otherwise"}.`,
    send: (confirmed) => settle.send(run.id, [], true, confirmed),
  });
  return (
    <>
      <Button size="sm" busy={settle.pending && "Keeping"} onClick={() => void settle.send(run.id, [], false, false)}>Keep all theirs</Button>
      <Button size="sm" disabled={settle.pending} onClick={setOurs}>Set all ours…</Button>
    </>
  );
}

function Repairs({ run, item, begin }: { run: RunView; item: FeedView; begin: Begin }) {
  const retry = useRetryFailed();
  const settle = useSettleHeld();
  const agent = <bdi>{item.agent}</bdi>;
  const dots = asksToDecide(run) && "…";
  if (item.status === "held") {
    const words = heldRepairs(item);
    const setOurs = () => begin({ title: <>{words.set} for {agent}?</>, verb: words.set, busy: "Sending", send: (confirmed) => settle.send(run.id, [item.agentId], true, confirmed) });
    return (
      <>
        <Button size="sm" disabled={settle.pending} aria-label={`${words.keep}: ${item.agent}`} onClick={() => void settle.send(run.id, [item.agentId], false, false)}>{words.keep}</Button>
        <Button size="sm" disabled={settle.pending} aria-label={`${words.set}: ${item.agent}`} onClick={setOurs}>{words.set}{dots}</Button>
      </>
    );
  }
  if (!item.retryable) return null;
  const onRetry = () => begin({ title: <>{verbOf(run)} {agent} again?</>, verb: "Retry", busy: "Sending", send: (confirmed) => retry.send(run.id, [item.agentId], confirmed) });
  return <Button size="sm" busy={retry.pending && "Sending"} aria-label={`Retry ${item.agent}`} onClick={onRetry}>Retry{dots}</Button>;
}
