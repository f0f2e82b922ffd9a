import { RotateCw } from "lucide-react";
import { Button } from "../components/Button";
import { Note } from "../components/Problem";
import { useApp, useChangesPassed } from "../queries";
import styles from "./FileChanged.module.css";
import { useReread } from "./reread";

/** Says that the file in hand was saved again after it was read, and offers to read it again. */
export function FileChanged() {
  const file = useApp(({ sheet }) => ({ name: sheet?.fileName ?? "", changed: sheet?.changedOnDisk ?? false, changes: sheet?.changesOnDisk ?? 0, savedAt: sheet?.savedAt ?? "" }));
  const [passed, passOver] = useChangesPassed(file.name, file.savedAt);
  const reread = useReread();
  const shown = file.changed && file.changes !== passed;
  return (
    <div role="status" className={styles.live}>
      {shown && (
        <Note
          tone="wait"
          icon={RotateCw}
          title={<>“<bdi>{file.name}</bdi>” was saved again after we read it.</>}
          actions={
            <>
              <Button size="sm" busy={reread.pending && "Reading…"} onClick={() => void reread.send()}>Read it again</Button>
              <Button size="sm" look="quiet" disabled={reread.pending} onClick={() => passOver(file.changes)}>Not now</Button>
            </>
          }
        >
          What is shown is the sheet as it was before.
        </Note>
      )}
    </div>
  );
}
