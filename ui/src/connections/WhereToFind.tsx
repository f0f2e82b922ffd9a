import { Copy } from "lucide-react";
import type { ConnectionDraft } from "../backend";
import { useCopy } from "../clipboard";
import { Button } from "../components/Button";
import { Panel } from "../components/Panel";
import { adminMessage } from "./draft";
import styles from "./Connect.module.css";

/** Where the keys come from, and a message for those who can make them. */
export function WhereToFind({ draft, urgent }: { draft: ConnectionDraft; urgent: boolean }) {
  const { copied, copy } = useCopy();
  return (
    <aside>
      <Panel title="Where to find these">
        <div className={styles.where}>
          <ol className={styles.how}>
            <li><span>Ask your IT team for the <b>address</b> that they opened for Skillsheet.</span></li>
            <li><span>They make a sign-in of the type <b>client credentials</b>.</span></li>
            <li><span>It needs one right to change things: <b className={styles.code}>user:skill:write</b>.</span></li>
            <li><span>Copy the <b>client ID</b> and the <b>client secret</b> here.</span></li>
          </ol>
          <div className={styles.message}>
            <p className="muted">Not an administrator? Send them this. It lists exactly what to create, and nothing more.</p>
            <Button icon={Copy} look={urgent ? "primary" : "plain"} onClick={() => void copy(adminMessage(draft))}>Copy a message for your admin</Button>
            <p role="status" className="xs muted">{copied && "Copied. Paste it into an e-mail."}</p>
          </div>
        </div>
      </Panel>
    </aside>
  );
}
