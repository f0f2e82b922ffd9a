import { CheckBox, Segmented } from "../../components/Choice";
import { Labelled, NumberField, TextField } from "../../components/Field";
import { fieldOf } from "../draft";
import type { ConnectForm } from "../useConnectForm";
import styles from "../Connect.module.css";

type Of = { form: ConnectForm; /** The setting's key. */ of: string; label: string; hint?: string };

/** A setting that is a line of text. */
export function TextSetting({ form, of, label, hint, placeholder, inputMode }: Of & { placeholder?: string; inputMode?: "url" }) {
  return (
    <TextField
      label={label} hint={hint} value={form.setting(of)} error={form.faultOf(fieldOf(of))} onChange={(text) => form.set({ [of]: text.trim() })}
      {...(placeholder && { placeholder })} {...(inputMode && { inputMode })}
    />
  );
}

/** A setting that is a number. `at` names the field that a fault is told of, where several settings make up one. */
export function NumberSetting({ form, of, label, hint, min, max, step, at = fieldOf(of), className = styles.short }: Of & { min?: number; max?: number; step?: "any"; at?: string; className?: string | undefined }) {
  return (
    <NumberField
      label={label} hint={hint} className={className} value={Number(form.setting(of))} error={form.faultOf(at)} onChange={(value) => form.set({ [of]: String(value) })}
      {...(min !== undefined && { min })} {...(max !== undefined && { max })} {...(step && { step })}
    />
  );
}

/** A setting that is one of a few words. */
export function ChoiceSetting({ form, of, label, hint, options }: Of & { options: [value: string, label: string][] }) {
  return (
    <Labelled label={label} id={of} hint={hint}>
      <Segmented labelledBy={of} value={form.setting(of)} onChange={(value) => form.set({ [of]: value })} options={options.map(([value, words]) => ({ value, label: words }))} />
    </Labelled>
  );
}

/** A setting that is yes or no. */
export function SwitchSetting({ form, of, label, hint }: Of) {
  return (
    <CheckBox checked={form.setting(of) === "yes"} onChange={(yes) => form.set({ [of]: yes ? "yes" : "no" })}>
      {label}
      {hint && <small className={styles.aside}>{hint}</small>}
    </CheckBox>
  );
}
