import { Search } from "lucide-react";
import { useId, useState } from "react";
import { count, number } from "../format";
import styles from "./CheckList.module.css";
import { CheckBox } from "./Choice";
import { TextField } from "./Field";
import { Icon } from "./Icon";

/** How many are shown at once; the search finds the others. */
const MOST = 200;

/** From how many on a search is offered. */
const MANY = 8;

type Item = { id: string; label: string };
type CheckListProps = { title: string; /** The word for one of them. */ one: string; items: Item[]; /** Those without a tick. */ out: ReadonlySet<string>; onChange: (out: ReadonlySet<string>) => void };

/** Several of many: a tick for each, one for all of those in sight, and a search. */
export function CheckList({ title, one, items, out, onChange }: CheckListProps) {
  const id = useId();
  const [search, setSearch] = useState("");
  const sought = search.trim().toLocaleLowerCase();
  const found = sought === "" ? items : items.filter(({ label }) => label.toLocaleLowerCase().includes(sought));
  const ticked = found.filter((item) => !out.has(item.id)).length;
  const set = (changed: Item[], on: boolean) => {
    const next = new Set(out);
    for (const item of changed) {
      if (on) next.delete(item.id);
      else next.add(item.id);
    }
    onChange(next);
  };
  return (
    <div role="group" aria-labelledby={id} className={styles.group}>
      <div className="row">
        <h3 id={id} className="grow">{title}</h3>
        <span className="xs muted" role="status">{number(items.length - out.size)} of {number(items.length)}</span>
      </div>
      {items.length > MANY && <TextField label={`Find a ${one}`} hideLabel placeholder={`Find a ${one}`} value={search} onChange={setSearch} after={<Icon of={Search} size="sm" />} />}
      <div className={styles.box}>
        {found.length === 0
          ? <p className="muted">No {one} has “{search.trim()}” in it.</p>
          : (
            <div className={styles.all}>
              <CheckBox checked={ticked === found.length} mixed={ticked > 0 && ticked < found.length} onChange={(on) => set(found, on)}>
                {sought === "" ? `All ${count(items.length, one)}` : `All ${number(found.length)} found`}
              </CheckBox>
            </div>
          )}
        <ul>
          {found.slice(0, MOST).map((item) => (
            <li key={item.id}><CheckBox checked={!out.has(item.id)} onChange={(on) => set([item], on)}><bdi>{item.label}</bdi></CheckBox></li>
          ))}
        </ul>
        {found.length > MOST && <p className="xs muted">The first {number(MOST)} of {number(found.length)}. Find the others by their letters.</p>}
      </div>
    </div>
  );
}
