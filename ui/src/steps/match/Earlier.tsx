import { History } from "lucide-react";
import type { EarlierView } from "../../backend";
import { Button } from "../../components/Button";
import { Note } from "../../components/Problem";
import { dayInSentence } from "../../format";
import { useStartFresh } from "../../mutations";

/** Says that the choices of an earlier sheet are used, and offers to guess anew. */
export function Earlier({ earlier }: { earlier: EarlierView }) {
  const fresh = useStartFresh();
  return (
    <Note
      tone="info"
      icon={History}
      title="Matched like last time."
      actions={<Button size="sm" busy={fresh.pending && "Starting…"} onClick={() => void fresh.send()}>Start fresh</Button>}
    >
      We used your choices from “<bdi>{earlier.sheet}</bdi>” ({dayInSentence(earlier.at)}).
    </Note>
  );
}
