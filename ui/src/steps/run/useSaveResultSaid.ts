import { useNotify } from "../../events";
import { useSaveResult } from "../../mutations";

/** Saves the result workbook and says under which name. */
export function useSaveResultSaid(run: string): [save: () => void, saving: boolean] {
  const { send, pending } = useSaveResult();
  const notify = useNotify();
  const save = async () => {
    const name = await send(run);
    if (name) notify("The result workbook is saved", name);
  };
  return [() => void save(), pending];
}
