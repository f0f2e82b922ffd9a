import { Table2 } from "lucide-react";
import { Button } from "../../components/Button";
import { Panel } from "../../components/Panel";
import { useOpenSample } from "../../mutations";
import styles from "./EmptySheet.module.css";

/** The practice centre's two sample sheets. */
export function Samples() {
  const open = useOpenSample();
  return (
    <Panel title="Sample sheets" className={styles.panel}>
      <div className={styles.offer}>
        <p className="muted grow">Made up for practising, with a few mistakes in them.</p>
        <div className="row">
          <Button icon={Table2} busy={open.pending && "Opening…"} onClick={() => void open.send("list")}>Sample list</Button>
          <Button icon={Table2} disabled={open.pending} onClick={() => void open.send("grid")}>Sample grid</Button>
        </div>
      </div>
    </Panel>
  );
}
