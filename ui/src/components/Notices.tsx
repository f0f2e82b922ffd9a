import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useNotices } from "../queries";
import { IconButton } from "./Button";
import styles from "./Notices.module.css";

/** How long a notice stays, in milliseconds. */
const STAYS = 6_000;

/** Things said that need no answer; they go by themselves, except while the pointer or the focus is on them. */
export function Notices() {
  const notices = useNotices();
  const [gone, setGone] = useState(0);
  const [held, setHeld] = useState(false);
  const shown = notices.filter((notice) => notice.id > gone).slice(-3);
  const newest = shown.at(-1)?.id;
  useEffect(() => {
    if (newest === undefined || held) return;
    const timer = setTimeout(() => setGone(newest), STAYS);
    return () => clearTimeout(timer);
  }, [newest, held]);
  return (
    <div className={styles.stack} onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <div role="status">
        {shown.map((notice) => (
          <div key={notice.id} className={styles.notice}>
            <p className="grow"><b>{notice.title}</b>{notice.meaning && <> {notice.meaning}</>}</p>
            <IconButton icon={X} label="Dismiss" size="sm" onClick={() => setGone(notice.id)} />
          </div>
        ))}
      </div>
    </div>
  );
}
