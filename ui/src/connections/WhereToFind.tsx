import { Copy, Globe } from "lucide-react";
import { useCopy } from "../clipboard";
import { Button } from "../components/Button";
import { Panel } from "../components/Panel";
import { Hint } from "../components/Problem";
import styles from "./Connect.module.css";
import type { ConnectForm } from "./useConnectForm";

/** Where the keys come from, and a message for those who can make them. */
export function WhereToFind({ form: { front, platform, draft: { settings }, verdict } }: { form: ConnectForm }) {
  const { copied, copy } = useCopy();
  return (
    <aside>
      <Panel title="Where to find these">
        <div className={styles.where}>
          <ol className={styles.how}>{front.where(settings).map((step, index) => <li key={index}><span>{step}</span></li>)}</ol>
          <div className={styles.message}>
            <p className="muted">Not an administrator? Send them this. It lists exactly what to create, and nothing more.</p>
            <Button icon={Copy} look={verdict === "missing" ? "primary" : "plain"} onClick={() => void copy(front.adminMessage(settings, platform))}>Copy a message for your admin</Button>
            <p role="status" className="xs muted">{copied && "Copied. Paste it into an e-mail."}</p>
            {front.tip && <Hint icon={Globe}>{front.tip(settings)}</Hint>}
          </div>
        </div>
      </Panel>
    </aside>
  );
}
