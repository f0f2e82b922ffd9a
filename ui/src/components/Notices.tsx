import { X } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { type Notice, useNotices } from "../queries";
import { IconButton } from "./Button";
import styles from "./Notices.module.css";

/** How long a notice stays, in milliseconds. */
const STAYS = 6_000;
/** As many are shown at once. */
const MOST = 3;

/**
 * Things said that need no answer; each goes by itself, except while the pointer or the focus is on them, and all go with the screen they were
 * said on.
 */
export function Notices({ screen }: { screen: string }) {
  const notices = useNotices();
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const [held, setHeld] = useState(false);
  const newest = notices.at(-1)?.id ?? 0;
  const [entered, setEntered] = useState({ screen, newest });
  if (entered.screen !== screen) setEntered({ screen, newest });
  const leave = useCallback((id: number) => setGone((old) => new Set(old).add(id)), []);
  const shown = notices.slice(-MOST).filter(({ id }) => id > entered.newest && !gone.has(id));
  // With its button the focus goes too, and nobody would say so.
  const dismiss = (id: number) => { leave(id); setHeld(false); };
  return (
    <div className={styles.stack} onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <div role="status">
        {shown.map((notice) => <Said key={notice.id} notice={notice} held={held} onGone={leave} onDismiss={dismiss} />)}
      </div>
    </div>
  );
}

function Said({ notice: { id, title, meaning }, held, onGone, onDismiss }: { notice: Notice; held: boolean; onGone: (id: number) => void; onDismiss: (id: number) => void }) {
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onGone(id), STAYS);
    return () => clearTimeout(timer);
  }, [id, held, onGone]);
  return (
    <div className={styles.notice}>
      <p className="grow"><b>{title}</b>{meaning && <> {meaning}</>}</p>
      <IconButton icon={X} label="Dismiss" size="sm" onClick={() => onDismiss(id)} />
    </div>
  );
}
