import { type ReactNode, useRef, useState } from "react";
import type { RunView } from "../../backend";
import { Button } from "../../components/Button";
import { Dialog, DialogText } from "../../components/Dialog";
import { REAL_AGENTS, SendsTo } from "../../components/SendsTo";

/** What begins to send again, and how it is asked about. */
interface Again {
  title: ReactNode;
  /** The button that does it, and what it says meanwhile. */
  verb: ReactNode;
  busy: string;
  /** `confirmed` when the question was answered. */
  send: (confirmed: boolean) => Promise<unknown>;
  /** Why it is asked about in any contact centre: what somebody else did is overwritten. */
  overwrites?: string;
}

/** Begins to send again: at once, or, where `asks`, after a question. One question for all ways to do it. */
export function useAgain(run: RunView, asks: boolean): { begin: (again: Again) => void; question: ReactNode } {
  const [again, setAgain] = useState<Again | null>(null);
  const [open, setOpen] = useState(false);
  const [sending, setSending] = useState(false);
  const notYet = useRef<HTMLButtonElement>(null);
  const begin = (next: Again) => {
    if (!asks && next.overwrites === undefined) return void next.send(false);
    setAgain(next);
    setOpen(true);
  };
  const close = () => setOpen(false);
  const yes = async () => {
    setSending(true);
    await again?.send(true);
    setSending(false);
    close();
  };
  const question = (
    <Dialog
      open={open}
      onClose={close}
      initialFocus={notYet}
      lead={<SendsTo kind={asks ? "production" : run.kind} name={run.connection} place={run.place} />}
      title={again?.title}
      actions={<>
        <Button size="lg" ref={notYet} onClick={close}>Not yet</Button>
        <Button size="lg" look={again?.overwrites === undefined ? "primary" : "danger"} busy={sending && again?.busy} onClick={() => void yes()}>{again?.verb}</Button>
      </>}
    >
      <DialogText>{again?.overwrites}{again?.overwrites !== undefined && asks && " "}{asks && REAL_AGENTS}</DialogText>
    </Dialog>
  );
  return { begin, question };
}
