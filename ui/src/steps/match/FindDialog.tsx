import { useDeferredValue, useRef, useState } from "react";
import type { CandidateView, ThingView } from "../../backend";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/Field";
import { useDirectory } from "../../queries";
import styles from "./FindDialog.module.css";
import { thingWord } from "./words";

type Props = { open: boolean; thing: ThingView; written: string; onClose: () => void; onFound: (candidate: CandidateView) => void };

/** Finds an agent or a skill by a part of its name. */
export function FindDialog({ open, thing, written, onClose, onFound }: Props) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog open={open} onClose={onClose} initialFocus={field} title={<>What is “<bdi>{written}</bdi>”?</>} actions={<Button onClick={onClose}>Cancel</Button>}>
      <Search thing={thing} field={field} onFound={onFound} />
    </Dialog>
  );
}

function Search({ thing, field, onFound }: Pick<Props, "thing" | "onFound"> & { field: React.RefObject<HTMLInputElement | null> }) {
  const [text, setText] = useState("");
  const sought = useDeferredValue(text);
  const { data } = useDirectory(thing, sought);
  const asked = sought.trim().length >= 2;
  return (
    <>
      <TextField label={thing === "agent" ? "Part of the agent’s name or e-mail" : "Part of the skill’s name"} value={text} onChange={setText} ref={field} />
      <div className={styles.results}>
        <p role="status" className="xs muted">{asked && data && (data.length === 0 ? `No ${thingWord(thing)} has “${sought}” in it.` : `${data.length} found`)}</p>
        <ul>
          {asked && data?.map((candidate) => (
            <li key={candidate.id}>
              <button type="button" className={styles.result} onClick={() => onFound(candidate)}><bdi>{candidate.name}</bdi><small>{candidate.detail}</small></button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
