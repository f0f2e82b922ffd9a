import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./Icon";
import styles from "./Select.module.css";

export type SelectItem<T> = { value: T; label: string; /** What stands before it, such as a column's letter. */ lead?: string; /** What tells it from its namesakes. */ detail?: string };
type SelectProps<T> = { value: T; onChange: (value: T) => void; items: SelectItem<T>[]; label: string; placeholder?: string; /** Shown in place of the chosen item's words. */ shown?: ReactNode; /** Stands under the items. */ footer?: ReactNode };

/** One of many. */
export function Select<T extends string | number | null>({ value, onChange, items, label, placeholder = "Choose", shown, footer }: SelectProps<T>) {
  const chosen = items.find((item) => item.value === value);
  return (
    <Base.Root items={items} value={value} onValueChange={(next) => onChange(next as T)} modal={false}>
      <Base.Trigger className={styles.trigger} aria-label={label}>
        {chosen?.lead && <span className={styles.lead}>{chosen.lead}</span>}
        <span className={chosen ? styles.value : styles.placeholder}><bdi>{shown ?? chosen?.label ?? placeholder}</bdi></span>
        <Base.Icon className={styles.arrow}><Icon of={ChevronDown} /></Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={styles.popup}>
            <Base.List className={styles.list}>
              {items.map((item) => (
                <Base.Item key={String(item.value)} value={item.value} className={styles.item}>
                  {item.lead !== undefined && <span className={styles.lead}>{item.lead}</span>}
                  <Base.ItemText className={styles.text}><bdi>{item.label}</bdi>{item.detail && <small>{item.detail}</small>}</Base.ItemText>
                  <Base.ItemIndicator className={styles.tick}><Icon of={Check} size="sm" /></Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
            {footer}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
