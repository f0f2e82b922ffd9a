import { CheckBox, Segmented } from "../components/Choice";
import { Disclosure } from "../components/Details";
import { Labelled, NumberField, TextField } from "../components/Field";
import styles from "./Connect.module.css";
import { AT_ONCE, MORE } from "./draft";
import type { ConnectForm } from "./useConnectForm";

const PER_MINUTE = { requests: 300, seconds: 60 };

/** What IT may have set up differently. */
export function MoreSettings({ form }: { form: ConnectForm }) {
  const atFault = MORE.some((field) => form.faultOf(field) !== undefined);
  return (
    <Disclosure key={String(atFault)} label="More settings" open={atFault}>
      <div className={styles.more}>
        <Addresses form={form} />
        <Writing form={form} />
        <Pace form={form} />
      </div>
    </Disclosure>
  );
}

function Addresses({ form: { draft, change, faultOf } }: { form: ConnectForm }) {
  return (
    <>
      <TextField label="Address of the sign-in" hint="Leave it empty when it is the same." value={draft.loginUrl} onChange={(loginUrl) => change({ loginUrl: loginUrl.trim() })} error={faultOf("loginUrl")} />
      <TextField label="Path of one agent’s skills" value={draft.userSkillsPath} onChange={(userSkillsPath) => change({ userSkillsPath: userSkillsPath.trim() })} error={faultOf("userSkillsPath")} />
      <CheckBox checked={draft.listsDirectory} onChange={(listsDirectory) => change({ listsDirectory })}>
        Agents and skills can be listed
        {!draft.listsDirectory && <small className={styles.aside}>Your sheet then carries their ids in place of names.</small>}
      </CheckBox>
      {draft.listsDirectory && (
        <div className={styles.two}>
          <TextField label="Path of the agents" value={draft.usersPath} onChange={(usersPath) => change({ usersPath: usersPath.trim() })} error={faultOf("usersPath")} />
          <TextField label="Path of the skills" value={draft.skillsPath} onChange={(skillsPath) => change({ skillsPath: skillsPath.trim() })} error={faultOf("skillsPath")} />
        </div>
      )}
    </>
  );
}

function Writing({ form: { draft, change, faultOf } }: { form: ConnectForm }) {
  return (
    <>
      <Labelled label="When an agent is updated, skills that are not named" id="writes">
        <Segmented labelledBy="writes" value={draft.writes} onChange={(writes) => change({ writes })} options={[{ value: "replace", label: "are gone" }, { value: "merge", label: "stay" }]} />
      </Labelled>
      <Labelled label="Skills are written as" id="body">
        <Segmented labelledBy="body" value={draft.body} onChange={(body) => change({ body })} options={[{ value: "wrapper", label: "a list of skills" }, { value: "map", label: "levels by skill" }]} />
      </Labelled>
      <NumberField label="Distance between two levels" className={styles.short} min={0} step="any" value={draft.scale.step} onChange={(step) => change({ scale: { ...draft.scale, step } })} error={faultOf("step")} />
    </>
  );
}

function Pace({ form: { draft, change, faultOf } }: { form: ConnectForm }) {
  const rate = draft.rateLimit;
  return (
    <>
      <NumberField
        label="Requests at once" className={styles.short} hint={`From ${AT_ONCE.min} to ${AT_ONCE.max}.`} min={AT_ONCE.min} max={AT_ONCE.max}
        value={draft.concurrency} onChange={(concurrency) => change({ concurrency })} error={faultOf("concurrency")}
      />
      <CheckBox checked={rate !== null} onChange={(known) => change({ rateLimit: known ? PER_MINUTE : null })}>The speed limit is known</CheckBox>
      {rate && (
        <div className={styles.two}>
          <NumberField label="Requests" min={1} value={rate.requests} onChange={(requests) => change({ rateLimit: { ...rate, requests } })} error={faultOf("rateLimit")} />
          <NumberField label="In how many seconds" min={1} value={rate.seconds} onChange={(seconds) => change({ rateLimit: { ...rate, seconds } })} />
        </div>
      )}
    </>
  );
}
