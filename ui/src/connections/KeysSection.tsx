import { LockKeyhole } from "lucide-react";
import { Button } from "../components/Button";
import { Segmented } from "../components/Choice";
import { Labelled, NumberField, SecretField, TextField } from "../components/Field";
import { Hint } from "../components/Problem";
import { number } from "../format";
import { useApp } from "../queries";
import styles from "./Connect.module.css";
import { MoreSettings } from "./MoreSettings";
import { Section } from "./Section";
import type { ConnectForm } from "./useConnectForm";

/** Address, keys and levels. */
export function KeysSection({ form }: { form: ConnectForm }) {
  const { draft, change, faultOf } = form;
  const safe = useApp((app) => app.safeName);
  return (
    <Section number={1} title="Sign-in keys">
      <TextField label="Address" value={draft.apiUrl} onChange={(apiUrl) => change({ apiUrl: apiUrl.trim() })} error={faultOf("apiUrl")} placeholder="https://api.your-contact-centre.example" inputMode="url" />
      <div className={styles.two}>
        <TextField label="Client ID" value={draft.clientId} onChange={(clientId) => change({ clientId })} error={faultOf("clientId")} />
        <Secret form={form} />
      </div>
      <Hint icon={LockKeyhole}>Kept in {safe}, the safe where this computer keeps passwords. It is never written to a file, and you can remove it at any time.</Hint>
      <Levels form={form} />
      <MoreSettings form={form} />
    </Section>
  );
}

function Secret({ form }: { form: ConnectForm }) {
  if (form.keepsSecret) {
    return (
      <Labelled label="Client secret" id="saved-secret">
        <div className={styles.saved}><span className="grow muted">A secret is saved</span><Button size="sm" onClick={form.replaceSecret}>Replace</Button></div>
      </Labelled>
    );
  }
  return <SecretField label="Client secret" value={form.secret} onChange={form.changeSecret} error={form.faultOf("secret")} />;
}

function Levels({ form }: { form: ConnectForm }) {
  const { draft: { scale }, change, faultOf } = form;
  return (
    <div className={styles.levels}>
      <NumberField label="Lowest level" value={scale.min} onChange={(min) => change({ scale: { ...scale, min } })} />
      <NumberField label="Highest level" value={scale.max} onChange={(max) => change({ scale: { ...scale, max } })} error={faultOf("scale")} />
      <Labelled label="Which end is best?" id="best-end">
        <Segmented
          labelledBy="best-end"
          value={scale.best}
          onChange={(best) => change({ scale: { ...scale, best } })}
          options={[{ value: "high", label: `${number(scale.max)} is the best` }, { value: "low", label: `${number(scale.min)} is the best` }]}
        />
      </Labelled>
    </div>
  );
}
