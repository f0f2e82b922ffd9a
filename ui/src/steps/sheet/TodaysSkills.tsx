import { Download } from "lucide-react";
import { useState } from "react";
import type { LayoutView } from "../../backend";
import { Button } from "../../components/Button";
import { Segmented } from "../../components/Choice";
import { Panel } from "../../components/Panel";
import { useNotify } from "../../events";
import { useSaveTemplate } from "../../mutations";
import styles from "./EmptySheet.module.css";

/** A workbook with what is there now, to be changed and brought back. */
export function TodaysSkills() {
  const [layout, setLayout] = useState<LayoutView>("list");
  const template = useSaveTemplate();
  const notify = useNotify();
  const save = async () => {
    const name = await template.send(layout === "grid", [], []);
    if (name) notify(`Saved as “${name}”.`, "Change it and bring it back.");
  };
  return (
    <Panel title="No sheet yet?" className={styles.panel} aside={<Segmented label="Layout of the workbook" value={layout} onChange={setLayout} options={[{ value: "list", label: "List" }, { value: "grid", label: "Grid" }]} />}>
      <div className={styles.offer}>
        <p className="muted grow">Get a workbook with today’s skills of every agent, change it, and bring it back.</p>
        <Button icon={Download} busy={template.pending && "Reading…"} onClick={() => void save()}>Get today’s skills</Button>
      </div>
    </Panel>
  );
}
