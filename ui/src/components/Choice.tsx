import { Checkbox } from "@base-ui/react/checkbox";
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Check, Minus, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Choice.module.css";
import { Icon } from "./Icon";

type Option<T> = { value: T; label: ReactNode; icon?: LucideIcon };
type SegmentedProps<T> = { value: T; onChange: (value: T) => void; options: Option<T>[]; /** Id of the label beside it, or its name. */ labelledBy?: string; label?: string; disabled?: boolean; /** For a choice that is not the screen's own. */ small?: boolean };

/** One of a few, side by side. */
export function Segmented<T extends string | number | boolean>({ value, onChange, options, labelledBy, label, disabled = false, small = false }: SegmentedProps<T>) {
  return (
    <RadioGroup className={small ? `${styles.segmented} ${styles.small}` : styles.segmented} value={value} onValueChange={(next) => onChange(next)} aria-labelledby={labelledBy} aria-label={label} disabled={disabled}>
      {options.map((option) => (
        <Radio.Root key={String(option.value)} value={option.value} className={styles.segment}>
          {option.icon && <Icon of={option.icon} size="sm" />}
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}

type CheckProps = { checked: boolean; mixed?: boolean; onChange: (checked: boolean) => void; children?: ReactNode; /** Its name where no words stand beside it. */ label?: string; disabled?: boolean; tabIndex?: number };

/** A tick box with its words. */
export function CheckBox({ checked, mixed = false, onChange, children, label, disabled = false, tabIndex }: CheckProps) {
  const box = (
    <Checkbox.Root className={styles.box} checked={checked} indeterminate={mixed} onCheckedChange={onChange} aria-label={label} disabled={disabled} {...(tabIndex !== undefined && { tabIndex })}>
      <Checkbox.Indicator className={styles.tick}><Icon of={mixed ? Minus : Check} size="sm" /></Checkbox.Indicator>
    </Checkbox.Root>
  );
  return children ? <label className={styles.check}>{box}<span>{children}</span></label> : box;
}
