import { useState } from "react";
import { CheckBox } from "../../components/Choice";
import { SecretField } from "../../components/Field";
import { SelectField } from "../../components/Select";
import styles from "../Connect.module.css";
import { Secrets } from "../Secrets";
import { NumberSetting, SwitchSetting, TextSetting } from "./fields";
import type { PartProps, PlatformFront, Settings } from "./platform";
import { ADDRESS, hostsOf, isOrigin } from "./words";

const FIND = "";
const ELSEWHERE = "elsewhere";
const GOVERNMENT = "gov";

/** Whether the sign-in goes through an app that is registered with the maker. */
const hasApp = (settings: Settings) => (settings["app-id"] ?? "") !== "";

function Keys({ form, platform }: PartProps) {
  const { setting, set } = form;
  const region = setting("region").toLowerCase();
  const known = platform.regions.some(({ id }) => id === region);
  const [elsewhere, setElsewhere] = useState(region !== FIND && !known);
  const items = [
    ...platform.regions.map(({ id, name, domain }) => ({ value: id, label: name, detail: domain })),
    { value: ELSEWHERE, label: "Another region…" },
  ];
  const choose = (value: string) => {
    setElsewhere(value === ELSEWHERE);
    set({ region: value === ELSEWHERE ? "" : value });
  };
  return (
    <>
      <SelectField
        label="Region" value={elsewhere ? ELSEWHERE : region} items={items} onChange={(value) => choose(value ?? FIND)} {...(!elsewhere && { error: form.faultOf("region") })}
        hint="Not sure? Leave it on Find it for me."
      />
      {elsewhere && <TextSetting form={form} of="region" label="The region’s short name" hint="It begins the address you sign in at, such as na1." />}
      <div className={styles.two}>
        <TextSetting form={form} of="client-id" label="Access key ID" />
        <Secrets form={form} only="secret" />
      </div>
      <RegisteredApp form={form} />
    </>
  );
}

function RegisteredApp({ form }: Pick<PartProps, "form">) {
  const [ticked, setTicked] = useState(hasApp(form.draft.settings));
  const tick = (yes: boolean) => {
    setTicked(yes);
    if (yes) return;
    form.set({ "app-id": "" });
    form.changeSecret("appSecret", "");
  };
  return (
    <>
      <CheckBox checked={ticked} onChange={tick}>
        My company uses registered apps
        {!ticked && <small className={styles.aside}>Most do not. Then an access key is all it takes.</small>}
      </CheckBox>
      {ticked && (
        <div className={styles.two}>
          <TextSetting form={form} of="app-id" label="App ID" hint="From NICE, when the app was registered." />
          {form.keepsSecret && hasApp(form.draft.settings)
            ? <Secrets form={form} only="appSecret" />
            : <SecretField label="App secret" value={form.secretOf("appSecret")} onChange={(text) => form.changeSecret("appSecret", text)} error={form.faultOf("appSecret")} />}
        </div>
      )}
    </>
  );
}

function More({ form }: PartProps) {
  return (
    <>
      <div className={styles.two}>
        <NumberSetting form={form} of="highest-level" label="Lowest level" hint="1 is the best and this the lowest. Usually 20; older tenants have 5." min={2} max={20} className={undefined} />
        <NumberSetting form={form} of="api-version" label="Version of the API" hint="34, unless your administrator says otherwise." min={12} max={99} className={undefined} />
      </div>
      <SwitchSetting
        form={form} of="many-to-many" label="Send many skills for many agents in one request"
        hint="Fewer requests, but NICE does not publish how such a request is written. Skillsheet looks afterwards whether each change arrived. Try it on a few agents first."
      />
      <div className={styles.two}>
        <TextSetting form={form} of="login-url" label="Address of the sign-in" hint="Leave it empty: it is found by the region." inputMode="url" />
        <TextSetting form={form} of="api-url" label="Address of the API" hint="Leave it empty: it is found at the sign-in." inputMode="url" />
      </div>
    </>
  );
}

function adminMessage(settings: Settings): string {
  const id = (settings["client-id"] ?? "").trim();
  const where = settings.region ? ` (${settings.region})` : "";
  const app = hasApp(settings) ? "\n- the ID and the secret of the app that is registered with NICE" : "";
  return `Hello,

I would like to update our agents’ skills from a spreadsheet with Skillsheet. Please ${id === "" ? "create an access key for it" : `see to its access key ${id}`} in CXone${where}:

1. Admin > Employees: open the user that Skillsheet should act for
2. Its role has these permissions and no other:
   - Skills: Edit, and Skills: User Assignment, to see and change agents’ skills
   - Users: Edit, to take a skill away from an agent
   - Access Key, so that the user may have one
3. Access keys${id === "" ? " > Add access key" : ""}

${id === "" ? `Please send me:\n- the access key ID\n- the access key secret (please not in the same message)${app}\n\n` : ""}Thank you`;
}

export const niceCxone: PlatformFront = {
  name: "nice-cxone",
  called: "CXone",
  sign: "CX",
  needs: "You need an access key from your administrator",
  takes: "about 5 min",
  atOnce: { min: 1, max: 10 },
  // The app's secret is stored below the access key's.
  secrets: (settings) => [{ id: "secret", label: "Access key secret" }, ...(hasApp(settings) ? [{ id: "appSecret", label: "App secret" }] : [])],
  faults: (settings, secrets) => ({
    ...(secrets.appSecret && !hasApp(settings) && { appId: "The app’s ID is missing" }),
    ...((settings["client-id"] ?? "").trim() === "" && { clientId: "The access key ID is missing" }),
    ...(settings["api-url"] && !isOrigin(settings["api-url"]) && { apiUrl: ADDRESS }),
    ...(settings["login-url"] && !isOrigin(settings["login-url"]) && { loginUrl: ADDRESS }),
  }),
  more: ["apiUrl", "loginUrl", "apiVersion", "highestLevel", "manyToMany"],
  Keys,
  More,
  where: () => [
    <>Open CXone and go to <b>Admin › Employees</b>.</>,
    <>Open the user that Skillsheet should act for, then <b>Access keys</b>.</>,
    <>Its role needs <b>Skills: Edit</b> and <b>Skills: User Assignment</b>; <b>Users: Edit</b> to take skills away.</>,
    <>Choose <b>Add access key</b> and copy both parts here. The secret is shown only once.</>,
  ],
  tip: (settings) => <>In CXone level <b>1 is the best</b> and {settings["highest-level"]} the lowest. Skillsheet shows this wherever levels appear.</>,
  hosts: (settings, { regions }) => {
    const typed = hostsOf(settings, ["login-url", "api-url"]);
    if (typed.length > 0) return typed;
    const region = settings.region ?? FIND;
    // Where the region is not known, each of them may be asked.
    const places = region === FIND ? regions.map(({ id }) => id).filter((id) => id !== FIND && id !== GOVERNMENT) : [region];
    const domain = (id: string) => regions.find((known) => known.id === id)?.domain || `${id}.nice-incontact.com`;
    return [...(region === GOVERNMENT ? [] : ["cxone.niceincontact.com"]), ...places.map(domain), ...places.map((id) => `api-${id}.niceincontact.com`)];
  },
  adminMessage,
};
