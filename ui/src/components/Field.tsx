import { Field as Base } from "@base-ui/react/field";
import { Eye } from "lucide-react";
import { useState, type ComponentProps, type ReactNode } from "react";
import { IconButton } from "./Button";
import styles from "./Field.module.css";

type Common = { label: string; hint?: ReactNode; /** What is wrong with it; shown below and read out. */ error?: string | undefined; hideLabel?: boolean };
type TextProps = Common & Omit<ComponentProps<"input">, "onChange" | "value" | "children"> & { value: string; onChange: (value: string) => void; after?: ReactNode };

/** A labelled line of text. */
export function TextField({ label, hint, error, hideLabel = false, onChange, after, className, ...input }: TextProps) {
  return (
    <Base.Root className={`${styles.field} ${className ?? ""}`} invalid={error !== undefined}>
      <Base.Label className={hideLabel ? "sr" : styles.label}>{label}</Base.Label>
      <div className={styles.box}>
        <Base.Control {...input} className={styles.input} onValueChange={onChange} autoComplete="off" spellCheck={false} />
        {after}
      </div>
      {error !== undefined && <Base.Error match className={styles.error}>{error}</Base.Error>}
      {hint && <Base.Description className={styles.hint}>{hint}</Base.Description>}
    </Base.Root>
  );
}

/** A secret: shown only while the eye is held. */
export function SecretField(props: Omit<TextProps, "after" | "type">) {
  const [shown, setShown] = useState(false);
  const hide = () => setShown(false);
  const eye = (
    <IconButton
      icon={Eye}
      label="Show the secret while held"
      size="sm"
      onPointerDown={() => setShown(true)}
      onPointerUp={hide}
      onPointerLeave={hide}
      onBlur={hide}
      onKeyDown={(event) => { if (event.key === " " || event.key === "Enter") setShown(true); }}
      onKeyUp={hide}
    />
  );
  return <TextField {...props} type={shown ? "text" : "password"} after={eye} />;
}

type NumberProps = Omit<TextProps, "value" | "onChange" | "type"> & { value: number; onChange: (value: number) => void; min?: number; max?: number };

/** A labelled number. What is not a number is kept in the box and not handed on. */
export function NumberField({ value, onChange, ...rest }: NumberProps) {
  const [text, setText] = useState(String(value));
  const shown = Number(text) === value ? text : String(value);
  return (
    <TextField
      {...rest}
      type="number"
      value={text === "" ? "" : shown}
      onChange={(next) => {
        setText(next);
        if (next !== "" && Number.isFinite(Number(next))) onChange(Number(next));
      }}
    />
  );
}

type LabelledProps = { label: string; id: string; hint?: ReactNode; /** What is wrong with it; shown below. */ error?: string | undefined; errorId?: string; children: ReactNode };

/** A label over something that is not a line of text. */
export function Labelled({ label, id, hint, error, errorId, children }: LabelledProps) {
  return (
    <div className={styles.field}>
      <span className={styles.label} id={id}>{label}</span>
      {children}
      {error !== undefined && <span className={styles.error} id={errorId}>{error}</span>}
      {hint && <span className={styles.hint}>{hint}</span>}
    </div>
  );
}
