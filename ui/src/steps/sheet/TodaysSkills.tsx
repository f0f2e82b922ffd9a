import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Panel } from "../../components/Panel";
import styles from "./EmptySheet.module.css";
import { TemplateDialog } from "./TemplateDialog";

/** A workbook with what is there now, to be changed and brought back. */
export function TodaysSkills() {
  const [asking, setAsking] = useState(false);
  return (
    <Panel title="No sheet yet?" className={styles.panel}>
      <div className={styles.offer}>
        <p className="muted grow">Get a workbook with today’s skills of every agent, change it, and bring it back.</p>
        <Button icon={Download} onClick={() => setAsking(true)}>Get today’s skills…</Button>
      </div>
      {asking && <TemplateDialog onClose={() => setAsking(false)} />}
    </Panel>
  );
}
