import { useState } from "react";
import { Segmented } from "../../components/Choice";
import { Labelled } from "../../components/Field";
import { SelectField } from "../../components/Select";
import styles from "../Connect.module.css";
import { Secrets } from "../Secrets";
import { NumberSetting, TextSetting } from "./fields";
import type { PartProps, PlatformFront, Settings } from "./platform";
import { ADDRESS, hostsOf, isOrigin } from "./words";

const byBrowser = (settings: Settings) => settings["sign-in"] === "browser";

/** Where the browser comes back to, as the client must have it among its redirect addresses. */
const comesBackTo = (settings: Settings) => `http://localhost:${settings["callback-port"] ?? ""}/callback`;

const ELSEWHERE = "elsewhere";
const SCOPES = "users, routing:readonly, organization:readonly";

function Keys({ form, platform }: PartProps) {
  const { setting, set } = form;
  const [elsewhere, setElsewhere] = useState(setting("region") === "" && (setting("api-url") !== "" || setting("login-url") !== ""));
  const items = [...platform.regions.map(({ id, name, domain }) => ({ value: id, label: name, detail: domain })), { value: ELSEWHERE, label: "Another address…" }];
  const choose = (value: string) => {
    setElsewhere(value === ELSEWHERE);
    set(value === ELSEWHERE ? { region: "" } : { region: value, "api-url": "", "login-url": "" });
  };
  return (
    <>
      <SelectField
        label="Region" placeholder="Choose the region" value={elsewhere ? ELSEWHERE : setting("region") || null} items={items} error={form.faultOf("region")}
        onChange={(value) => choose(value ?? "")}
      />
      {elsewhere && (
        <div className={styles.two}>
          <TextSetting form={form} of="login-url" label="Address of the sign-in" placeholder="https://login.…" inputMode="url" />
          <TextSetting form={form} of="api-url" label="Address of the API" placeholder="https://api.…" inputMode="url" />
        </div>
      )}
      <Labelled label="Sign in" id="sign-in">
        <Segmented
          labelledBy="sign-in" value={setting("sign-in")} onChange={(way) => set({ "sign-in": way })}
          options={[{ value: "keys", label: "With keys" }, { value: "browser", label: "In the browser" }]}
        />
      </Labelled>
      <div className={styles.two}>
        <TextSetting form={form} of="client-id" label="Client ID" />
        <Secrets form={form} />
      </div>
    </>
  );
}

function More({ form }: PartProps) {
  if (form.setting("sign-in") !== "browser") return null;
  return (
    <NumberSetting
      form={form} of="callback-port" label="Port for coming back from the browser" min={1024} max={65535}
      hint={`The client in Genesys Cloud has ${comesBackTo(form.draft.settings)} as a redirect address.`}
    />
  );
}

function adminMessage(settings: Settings, regionWords: string): string {
  const browser = byBrowser(settings);
  const id = (settings["client-id"] ?? "").trim();
  const rights = `   - Routing > Skill > Assign (routing:skill:assign), to change agents’ skills
   - Routing > Skill > View (routing:skill:view), to see which skills there are
   - Directory > User > View (directory:user:view), to see the agents`;
  const client = id === "" ? "create a sign-in for it" : `see to its sign-in, the OAuth client ${id}`;
  const steps = browser
    ? `1. Admin > Integrations > OAuth${id === "" ? " > Add client" : ""}: the grant type is “Code Authorization” (with PKCE, without a secret)
2. Its authorised redirect address is ${comesBackTo(settings)}
3. Its scopes are ${SCOPES}
4. I sign in myself, so I need a role with these permissions and no other:
${rights}`
    : `1. Admin > Integrations > OAuth${id === "" ? " > Add client" : ""}: the grant type is “Client Credentials”
2. It has a role with these permissions and no other, for the divisions of the agents whom I look after:
${rights}
3. Where our organisation limits clients by scopes: ${SCOPES}`;
  const wanted = browser ? "- the client ID" : "- the client ID\n- the client secret (please not in the same message)";
  return `Hello,

I would like to update our agents’ skills from a spreadsheet with Skillsheet. Please ${client} in Genesys Cloud${regionWords}:

${steps}

${id === "" ? `Please send me:\n${wanted}\n\n` : ""}Thank you`;
}

export const genesysCloud: PlatformFront = {
  name: "genesys-cloud",
  called: "Genesys Cloud",
  sign: "GC",
  needs: "You need a client ID and secret from your administrator",
  takes: "about 5 min",
  atOnce: { min: 1, max: 10 },
  secrets: (settings) => (byBrowser(settings) ? [] : [{ id: "secret", label: "Client secret" }]),
  faults: (settings) => {
    const address = ["api-url", "login-url"].filter((key) => (settings[key] ?? "") !== "");
    return {
      ...(settings.region === "" && address.length === 0 && { region: "Choose the region" }),
      ...(settings["api-url"] && !isOrigin(settings["api-url"]) && { apiUrl: ADDRESS }),
      ...(settings["login-url"] && !isOrigin(settings["login-url"]) && { loginUrl: ADDRESS }),
      ...((settings["client-id"] ?? "").trim() === "" && { clientId: "The client ID is missing" }),
    };
  },
  more: ["callbackPort"],
  Keys,
  More,
  where: (settings) => (byBrowser(settings)
    ? [
      <>Open Genesys Cloud and go to <b>Admin › Integrations › OAuth</b>.</>,
      <>Choose <b>Add client</b>, type <b>Code Authorization</b>.</>,
      <>As its redirect address give <b className={styles.code}>{comesBackTo(settings)}</b>; its scopes are {SCOPES}.</>,
      <>Copy the <b>Client ID</b> here. You sign in yourself, and need the three permissions of the message below.</>,
    ]
    : [
      <>Open Genesys Cloud and go to <b>Admin › Integrations › OAuth</b>.</>,
      <>Choose <b>Add client</b>, type <b>Client credentials</b>.</>,
      <>Under <b>Roles</b>, give it a role with <b>Routing › Skill › Assign</b>, <b>Routing › Skill › View</b> and <b>Directory › User › View</b>.</>,
      <>Copy the <b>Client ID</b> and the <b>Client secret</b> here.</>,
    ]),
  tip: () => <>Region: look at the address you sign in at. <b>login.mypurecloud.de</b> means Frankfurt.</>,
  hosts: (settings, platform) => {
    const domain = platform.regions.find(({ id }) => id === settings.region)?.domain;
    return domain ? [`login.${domain}`, `api.${domain}`] : hostsOf(settings, ["login-url", "api-url"]);
  },
  adminMessage: (settings, platform) => {
    const region = platform.regions.find(({ id }) => id === settings.region)?.name;
    return adminMessage(settings, region ? `, ${region}` : "");
  },
};
