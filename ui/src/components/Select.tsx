import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { useId, type ReactNode } from "react";
import { Labelled } from "./Field";
import { Icon } from "./Icon";
import styles from "./Select.module.css";

export type SelectItem<T> = { value: T; label: string; /** What stands before it, such as a column's letter. */ lead?: string; /** What tells it from its namesakes. */ detail?: string };
type SelectProps<T> = { value: T; onChange: (value: T) => void; items: SelectItem<T>[]; label: string; placeholder?: string; /** Shown in place of the chosen item's words. */ shown?: ReactNode; /** Stands under the items. */ footer?: ReactNode; /** As high as a field, with the chosen item's detail at its end. */ tall?: boolean; /** Id of what is wrong with it. */ faultId?: string | undefined };

/** One of many. */
export function Select<T extends string | number | null>({ value, onChange, items, label, placeholder = "Choose", shown, footer, tall = false, faultId }: SelectProps<T>) {
  const chosen = items.find((item) => item.value === value);
  return (
    <Base.Root items={items} value={value} onValueChange={(next) => onChange(next as T)} modal={false}>
      <Base.Trigger className={tall ? `${styles.trigger} ${styles.tall}` : styles.trigger} aria-label={label} aria-invalid={faultId !== undefined || undefined} aria-describedby={faultId}>
        {chosen?.lead && <span className={styles.lead}>{chosen.lead}</span>}
        <span className={chosen ? styles.value : styles.placeholder}><bdi>{shown ?? chosen?.label ?? placeholder}</bdi></span>
        {tall && chosen?.detail && <span className={styles.detail}>{chosen.detail}</span>}
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

type SelectFieldProps<T> = Omit<SelectProps<T>, "tall" | "faultId"> & { hint?: ReactNode; /** What is wrong with it; shown below and read out. */ error?: string | undefined };

/** A labelled choice of one of many. */
export function SelectField<T extends string | number | null>({ hint, error, ...select }: SelectFieldProps<T>) {
  const id = useId();
  return (
    <Labelled label={select.label} id={id} hint={hint} error={error} errorId={`${id}-error`}>
      <Select {...select} tall faultId={error === undefined ? undefined : `${id}-error`} />
    </Labelled>
  );
}
