import { Button } from "../components/Button";
import { Labelled, SecretField } from "../components/Field";
import styles from "./Connect.module.css";
import type { ConnectForm } from "./useConnectForm";

/** The fields of the secrets that the sign-in takes: none, one or more. A saved secret is never shown again. */
export function Secrets({ form, only }: { form: ConnectForm; only?: string }) {
  return form.secrets.filter(({ id }) => only === undefined || id === only).map(({ id, label }) => (form.keepsSecret
    ? (
      <Labelled key={id} label={label} id={`saved-${id}`}>
        <div className={styles.saved}><span className="grow muted">A secret is saved</span><Button size="sm" onClick={form.replaceSecret}>Replace<span className="sr"> {label}</span></Button></div>
      </Labelled>
    )
    : <SecretField key={id} label={label} value={form.secretOf(id)} onChange={(text) => form.changeSecret(id, text)} error={form.faultOf(id)} />));
}
