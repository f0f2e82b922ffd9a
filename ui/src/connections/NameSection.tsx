import { FlaskConical, Info, ShieldCheck } from "lucide-react";
import { Segmented } from "../components/Choice";
import { Labelled, TextField } from "../components/Field";
import { Hint } from "../components/Problem";
import styles from "./Connect.module.css";
import { Section } from "./Section";
import type { ConnectForm } from "./useConnectForm";

/** Names it, and says what it is for. */
export function NameSection({ form }: { form: ConnectForm }) {
  const { draft, change, faultOf } = form;
  return (
    <Section number={3} title="Name it">
      <div className={styles.two}>
        <TextField label="Name" value={draft.name} onChange={(name) => change({ name })} error={faultOf("name")} maxLength={80} />
        <Labelled label="This is" id="kind">
          <Segmented
            labelledBy="kind"
            value={draft.kind}
            onChange={(kind) => change({ kind })}
            options={[{ value: "production", label: "Production", icon: ShieldCheck }, { value: "sandbox", label: "Sandbox", icon: FlaskConical }]}
          />
        </Labelled>
      </div>
      <Hint icon={Info}>Production means real customers. Skillsheet then asks you to type the name before every update.</Hint>
    </Section>
  );
}
