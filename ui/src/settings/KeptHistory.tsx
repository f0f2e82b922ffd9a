import { useRef, useState } from "react";
import type { KeptView, SettingsView } from "../backend";
import { Button } from "../components/Button";
import { Segmented } from "../components/Choice";
import { Dialog, DialogText } from "../components/Dialog";
import { count } from "../format";
import { useOlderThan } from "../mutations";

interface Props {
  settings: SettingsView;
  labelledBy: string;
  onChange: (kept: KeptView) => Promise<unknown>;
}

const CHOICES: { value: KeptView; label: string }[] = [
  { value: "forever", label: "For ever" }, { value: "year", label: "1 year" }, { value: "days90", label: "90 days" },
];

/** How long past updates are kept. What a choice removes at once is asked before. */
export function KeptHistory({ settings, labelledBy, onChange }: Props) {
  const [asked, setAsked] = useState<{ kept: KeptView; removes: number } | null>(null);
  const [removing, setRemoving] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const older = useOlderThan();
  const choose = async (kept: KeptView) => {
    const removes = await older.send(kept);
    if (removes === undefined) return;
    if (removes === 0) await onChange(kept);
    else setAsked({ kept, removes });
  };
  const remove = async () => {
    if (!asked) return;
    setRemoving(true);
    await onChange(asked.kept);
    setRemoving(false);
    setAsked(null);
  };
  return (
    <>
      <Segmented labelledBy={labelledBy} value={settings.keptHistory} onChange={(kept) => void choose(kept)} options={CHOICES} />
      <Dialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        initialFocus={keep}
        title={`Remove ${count(asked?.removes ?? 0, "update")} from the history?`}
        actions={<>
          <Button size="lg" ref={keep} onClick={() => setAsked(null)}>{asked?.removes === 1 ? "Keep it" : "Keep them"}</Button>
          <Button size="lg" look="danger" busy={removing && "Removing"} onClick={() => void remove()}>Remove</Button>
        </>}
      >
        <DialogText>This removes {count(asked?.removes ?? 0, "update")}. {asked?.removes === 1 ? "It" : "They"} can then no longer be undone. Skills stay as they are.</DialogText>
      </Dialog>
    </>
  );
}
