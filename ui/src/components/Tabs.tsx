import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { number } from "../format";
import styles from "./Tabs.module.css";

type Tab<T> = { value: T; label: ReactNode; count?: number; lead?: ReactNode };

/** A choice of lists, with how many are in each. The list itself is drawn by the caller. */
export function Tabs<T extends string>({ value, onChange, tabs, label, panelId }: { value: T; onChange: (value: T) => void; tabs: Tab<T>[]; label: string; panelId?: string }) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(next as T)} className={styles.root}>
      <Base.List className={styles.list} aria-label={label} activateOnFocus>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={styles.tab} aria-controls={panelId}>
            {tab.lead}{tab.label}
            {tab.count !== undefined && <span className={styles.count}>{number(tab.count)}</span>}
          </Base.Tab>
        ))}
      </Base.List>
    </Base.Root>
  );
}
