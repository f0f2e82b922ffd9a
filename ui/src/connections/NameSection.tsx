import { FlaskConical, Info, ShieldCheck } from "lucide-react";
import { Button } from "../components/Button";
import { Segmented } from "../components/Choice";
import { Labelled, TextField } from "../components/Field";
import { Hint, Note } from "../components/Problem";
import styles from "./Connect.module.css";
import { belongsToTest } from "./draft";
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
      <Belongs form={form} />
      <Hint icon={Info}>Production means real customers. Skillsheet then asks you to type the name before every update.</Hint>
    </Section>
  );
}

/** Asked when keys of a tenant for testing are about to be called production. */
function Belongs({ form: { draft, change, organisation } }: { form: ConnectForm }) {
  if (organisation === null || !belongsToTest(draft, organisation)) return null;
  return (
    <Note tone="wait" title={<>These keys belong to “<bdi>{organisation}</bdi>”.</>} actions={<Button size="sm" onClick={() => change({ name: organisation })}>Use the right name</Button>}>
      You named this connection <bdi>{draft.name.trim()}</bdi> and tagged it Production.
    </Note>
  );
}
