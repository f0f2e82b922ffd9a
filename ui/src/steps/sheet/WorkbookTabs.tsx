import { Tabs } from "@base-ui/react/tabs";
import type { TabView } from "../../backend";
import { useChooseTab } from "../../mutations";
import styles from "./WorkbookTabs.module.css";

/** The workbook's tabs, under the cells as in Excel. */
export function WorkbookTabs({ tabs, chosen }: { tabs: TabView[]; chosen: number }) {
  const choose = useChooseTab();
  return (
    <Tabs.Root className={styles.root} value={chosen} onValueChange={(tab) => void choose.send(tab as number)}>
      <Tabs.List className={styles.list} aria-label="Tabs in this workbook">
        {tabs.map((tab, index) => (
          <Tabs.Tab key={index} value={index} className={styles.tab} aria-controls="preview">
            <bdi>{tab.name}</bdi>
            {tab.hidden && <span className={styles.aside}>hidden</span>}
            {!tab.hasAgents && <span className={styles.aside}>no agents found</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs.Root>
  );
}
