import { Download } from "lucide-react";
import type { RunView } from "../backend";
import { Button } from "../components/Button";
import { useNotify } from "../events";
import { useSaveHistory } from "../mutations";

/** Saves the updates that the list shows as a workbook, and says under which name. */
export function SaveList({ runs }: { runs: RunView[] }) {
  const { send, pending } = useSaveHistory();
  const notify = useNotify();
  const save = async () => {
    const name = await send(runs.map((run) => run.id));
    if (name) notify("The list is saved", name);
  };
  return <Button icon={Download} shrinks busy={pending && "Saving"} onClick={() => void save()}>Save this list</Button>;
}
