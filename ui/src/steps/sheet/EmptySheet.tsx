import { FolderOpen } from "lucide-react";
import { Button } from "../../components/Button";
import { Keys } from "../../components/Keys";
import { Page } from "../../components/Page";
import { useChooseWorkbook } from "../../mutations";
import { useApp, useCurrentConnection } from "../../queries";
import styles from "./EmptySheet.module.css";
import { Ghost } from "./Ghost";
import { LastUsed } from "./LastUsed";
import { Samples } from "./Samples";
import { SheetRepair } from "./SheetRepair";
import { TodaysSkills } from "./TodaysSkills";

/** No sheet yet: drop one, choose one, paste one, or begin with what is there now. */
export function EmptySheet() {
  const choose = useChooseWorkbook();
  const connection = useCurrentConnection();
  const recent = useApp((app) => app.recent);
  return (
    <Page fit title="Choose your sheet" lead="Excel or CSV, in the shape you already have. You need agents, skills and levels somewhere in it." repair={(error) => <SheetRepair error={error} />}>
      <section className={styles.drop} aria-labelledby="drop-title">
        <Ghost />
        <h2 id="drop-title" className={styles.title}>Drop a workbook here</h2>
        <Button size="lg" look="primary" main icon={FolderOpen} busy={choose.pending && "Choosing…"} onClick={() => void choose.send()}>Choose a file…</Button>
        <p className="muted">or paste cells copied from Excel with <Keys of={["Ctrl", "V"]} /></p>
      </section>
      <div className={styles.below}>
        {recent.length > 0 && <LastUsed recent={recent} />}
        <div className={recent.length > 0 ? styles.stacked : styles.beside}>
          {connection?.kind === "practice" && <Samples />}
          {connection?.listsDirectory && <TodaysSkills />}
        </div>
      </div>
    </Page>
  );
}
