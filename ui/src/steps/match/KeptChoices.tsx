import { Button } from "../../components/Button";
import { useNotify } from "../../events";
import { useLoadMapping, useSaveMapping } from "../../mutations";

/** How the sheet is read, kept in a file and taken from one. */
export function KeptChoices() {
  const save = useSaveMapping();
  const load = useLoadMapping();
  const notify = useNotify();
  const keep = async () => {
    const name = await save.send();
    if (name) notify(`Saved as “${name}”.`, "Use it for other sheets that are laid out like this one.");
  };
  const use = async () => {
    if (await load.send()) notify("The saved choices are used.", "This sheet is read as they say.");
  };
  return (
    <>
      <Button size="sm" look="quiet" busy={load.pending && "Choosing…"} onClick={() => void use()}>Use saved choices…</Button>
      <Button size="sm" look="quiet" busy={save.pending && "Saving…"} onClick={() => void keep()}>Save these choices…</Button>
    </>
  );
}
