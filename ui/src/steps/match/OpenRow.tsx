import { ArrowRight, Search } from "lucide-react";
import { useState } from "react";
import type { CandidateView, NameView, ThingView } from "../../backend";
import { Button, IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Name } from "../../components/Name";
import { Select } from "../../components/Select";
import { count, number } from "../../format";
import { useSettleName } from "../../mutations";
import { FindDialog } from "./FindDialog";
import styles from "./Match.module.css";
import { areNamesakes, differingLetters, thingWord } from "./words";

type Props = { name: NameView; thing: ThingView; /** The first one with a suggestion stands out. */ first: boolean; onSettled: () => void };

/** A name as written, what it may mean, and its repair. */
export function OpenRow({ name, thing, first, onSettled }: Props) {
  const [found, setFound] = useState<CandidateView | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const [finding, setFinding] = useState(false);
  const settle = useSettleName();
  const candidates = found ? [found, ...name.candidates.filter((candidate) => candidate.id !== found.id)] : name.candidates;
  const candidate = candidates.find(({ id }) => id === wanted) ?? (areNamesakes(name) ? undefined : candidates[0]);
  const answer = (id: string | null) => {
    onSettled();
    void settle.send(thing, name.written, id);
  };
  return (
    <tr className={first ? styles.first : undefined}>
      <th scope="row"><Name>{name.written}</Name></th>
      <td className={styles.arrow}><Icon of={ArrowRight} size="sm" /></td>
      <td>
        <div className={styles.meant}>
          {candidates.length > 0 && (
            <Select<string | null>
              label={`What “${name.written}” means`}
              placeholder={`Choose the ${thingWord(thing)}`}
              value={candidate?.id ?? null}
              onChange={setWanted}
              items={candidates.map(({ id, name: label, detail }) => ({ value: id, label, detail }))}
              shown={candidate && <Suggestion written={name.written} suggestion={candidate} namesakes={areNamesakes(name)} />}
            />
          )}
          {candidates.length === 0 && <Button size="sm" icon={Search} data-first onClick={() => setFinding(true)}>Find the {thingWord(thing)}…</Button>}
          {candidates.length > 0 && <IconButton icon={Search} size="sm" label={`Find another ${thingWord(thing)} for “${name.written}”`} onClick={() => setFinding(true)} />}
        </div>
        <FindDialog open={finding} thing={thing} written={name.written} onClose={() => setFinding(false)} onFound={(next) => { setFinding(false); setFound(next); setWanted(next.id); }} />
      </td>
      <td className={styles.figure}>{number(name.rows)}</td>
      <td className="muted"><span className={styles.content}>{name.why}</span></td>
      <td>
        <div className={styles.repairs}>
          {candidates.length > 0 && (
            <Button size="sm" data-first disabled={candidate === undefined || settle.pending} onClick={() => answer(candidate?.id ?? null)}>
              Use in {count(name.rows, "row")}
            </Button>
          )}
          <Button size="sm" look="quiet" disabled={settle.pending} onClick={() => answer(null)}>Leave out<span className="sr"> {name.written}</span></Button>
        </div>
      </td>
    </tr>
  );
}

function Suggestion({ written, suggestion, namesakes }: { written: string; suggestion: CandidateView; namesakes: boolean }) {
  if (namesakes) return <>{suggestion.name} <small className={styles.small}>{suggestion.detail}</small></>;
  return <b>{differingLetters(written, suggestion.name).map(({ text, differs }, index) => (differs ? <u key={index}>{text}</u> : text))}</b>;
}
