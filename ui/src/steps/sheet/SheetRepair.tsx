import { RotateCw } from "lucide-react";
import type { CommandError } from "../../backend";
import { Button } from "../../components/Button";
import { useReadAgain } from "../../mutations";

/** What a second try may mend: the file is open elsewhere, or the drive was gone. */
const WORTH_ANOTHER_TRY = ["locked", "io", "notFound"];

/** The repair of a sheet that could not be read. */
export function SheetRepair({ error }: { error: CommandError }) {
  const readAgain = useReadAgain();
  if (!WORTH_ANOTHER_TRY.includes(error.code)) return null;
  return <Button icon={RotateCw} busy={readAgain.pending && "Reading…"} onClick={() => void readAgain.send()}>Read it again</Button>;
}
