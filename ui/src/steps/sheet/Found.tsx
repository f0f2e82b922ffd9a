import type { SheetView } from "../../backend";
import { Select } from "../../components/Select";
import { sentence } from "../../format";
import { useChooseTab } from "../../mutations";
import styles from "./ChosenSheet.module.css";
import { hidesSome } from "./foundWords";
import { Headings } from "./Headings";
import { LayoutChoice } from "./LayoutChoice";
import { HiddenChoice, Rows } from "./Rows";

/** What was found in the sheet and why, to be corrected. */
export function Found({ sheet }: { sheet: SheetView }) {
  return (
    <aside className={styles.found} aria-label="What was found">
      {(sheet.tabs.length > 1 || sheet.tabs[sheet.tab]?.hidden) && <Tab sheet={sheet} />}
      <Headings sheet={sheet} />
      {hidesSome(sheet) && <HiddenChoice sheet={sheet} />}
      <Rows sheet={sheet} />
      <section className={styles.part}>
        <h2 id="layout-title">Layout</h2>
        <LayoutChoice layout={sheet.layout} />
        <Why>{sheet.why.layout}</Why>
      </section>
    </aside>
  );
}

/** The reason of a guess. */
export function Why({ children }: { children: string }) {
  return children === "" ? null : <p className="xs muted">{sentence(children)}</p>;
}

function Tab({ sheet }: { sheet: SheetView }) {
  const choose = useChooseTab();
  const detail = (hidden: boolean, hasAgents: boolean) => [hidden && "hidden", !hasAgents && "no agents found"].filter(Boolean).join(", ");
  return (
    <section className={styles.part}>
      <div className="row">
        <h2>Tab</h2>
        <div className="grow">
          <Select<number>
            label="Tab that is read"
            value={sheet.tab}
            onChange={(tab) => void choose.send(tab)}
            items={sheet.tabs.map((tab, index) => ({ value: index, label: tab.name, detail: detail(tab.hidden, tab.hasAgents) }))}
          />
        </div>
      </div>
      {sheet.tabs[sheet.tab]?.hidden && <p className="xs">This tab is hidden in the workbook. It is read all the same.</p>}
      <Why>{sheet.why.tab}</Why>
    </section>
  );
}
