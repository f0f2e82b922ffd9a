import { Segmented } from "../../components/Choice";
import { Labelled } from "../../components/Field";
import { number } from "../../format";
import styles from "../Connect.module.css";
import { Secrets } from "../Secrets";
import { ChoiceSetting, NumberSetting, SwitchSetting, TextSetting } from "./fields";
import type { PartProps, PlatformFront, Settings } from "./platform";
import { ADDRESS, hostsOf, isOrigin } from "./words";

function Keys({ form }: PartProps) {
  return (
    <>
      <TextSetting form={form} of="api-url" label="Address" placeholder="https://api.your-contact-centre.example" inputMode="url" />
      <div className={styles.two}>
        <TextSetting form={form} of="client-id" label="Client ID" />
        <Secrets form={form} />
      </div>
      <Levels form={form} />
    </>
  );
}

function Levels({ form }: Pick<PartProps, "form">) {
  const [min, max] = [Number(form.setting("min-level")), Number(form.setting("max-level"))];
  return (
    <div className={styles.levels}>
      <NumberSetting form={form} of="min-level" label="Lowest level" at="" />
      <NumberSetting form={form} of="max-level" label="Highest level" at="scale" />
      <Labelled label="Which end is best?" id="best-level">
        <Segmented
          labelledBy="best-level" value={form.setting("best-level")} onChange={(best) => form.set({ "best-level": best })}
          options={[{ value: "high", label: `${number(max)} is the best` }, { value: "low", label: `${number(min)} is the best` }]}
        />
      </Labelled>
    </div>
  );
}

function More({ form }: PartProps) {
  const lists = form.setting("lists-directory") === "yes";
  return (
    <>
      <TextSetting form={form} of="login-url" label="Address of the sign-in" hint="Leave it empty when it is the same." inputMode="url" />
      <TextSetting form={form} of="user-skills-path" label="Path of one agent’s skills" />
      <SwitchSetting form={form} of="lists-directory" label="Agents and skills can be listed" {...(!lists && { hint: "Your sheet then carries their ids in place of names." })} />
      {lists && (
        <div className={styles.two}>
          <TextSetting form={form} of="users-path" label="Path of the agents" />
          <TextSetting form={form} of="skills-path" label="Path of the skills" />
        </div>
      )}
      <ChoiceSetting form={form} of="writes" label="When an agent is updated, skills that are not named" options={[["replace", "are gone"], ["merge", "stay"]]} />
      <ChoiceSetting form={form} of="body" label="Skills are written as" options={[["wrapper", "a list of skills"], ["map", "levels by skill"]]} />
      <NumberSetting form={form} of="level-step" label="Distance between two levels" at="step" min={0} step="any" />
    </>
  );
}

function faults(settings: Settings) {
  const [min, max, step] = ["min-level", "max-level", "level-step"].map((key) => Number(settings[key])) as [number, number, number];
  const lists = settings["lists-directory"] === "yes";
  const isPath = (key: string) => (settings[key] ?? "").startsWith("/");
  return {
    ...(!isOrigin(settings["api-url"] ?? "") && { apiUrl: ADDRESS }),
    ...(settings["login-url"] && !isOrigin(settings["login-url"]) && { loginUrl: ADDRESS }),
    ...((settings["client-id"] ?? "").trim() === "" && { clientId: "The client ID is missing" }),
    ...(min >= max && { scale: "The highest level is above the lowest" }),
    ...(!(step > 0 && step <= max - min) && { step: "The step fits between the lowest and the highest level" }),
    ...(lists && !isPath("users-path") && { usersPath: "A path begins with /" }),
    ...(lists && !isPath("skills-path") && { skillsPath: "A path begins with /" }),
    ...(!(isPath("user-skills-path") && settings["user-skills-path"]?.includes("{userId}")) && { userSkillsPath: "A path begins with / and has {userId} in it" }),
  };
}

function adminMessage(settings: Settings): string {
  const at = settings["api-url"] || "our contact centre’s API";
  const path = settings["user-skills-path"] ?? "";
  const reads = settings["lists-directory"] === "yes"
    ? `- read the agents (GET ${settings["users-path"]}) and the skills (GET ${settings["skills-path"]})\n- read one agent’s skills (GET ${path})\n`
    : `- read one agent’s skills (GET ${path}), if your service offers it\n`;
  return `Hello,

I would like to update our agents’ skills from a spreadsheet with Skillsheet. Please create a sign-in for it at ${at}:

- an OAuth 2.0 client with the grant “client credentials”
- with the scope user:skill:write, and no other right to change anything

It will:
${reads}- change one agent’s skills (PUT ${path})

Please send me:
- the address of the API, and of the sign-in if it is another one
- the client ID and the client secret
- the lowest and the highest level, and which end is best
- how many requests are allowed, and in how many seconds

Thank you`;
}

export const other: PlatformFront = {
  name: "wrapped-put",
  called: null,
  sign: "…",
  needs: "Any contact centre your IT team has opened for Skillsheet",
  takes: "ask IT",
  // What the service is made for.
  atOnce: { min: 5, max: 10 },
  secrets: () => [{ id: "secret", label: "Client secret" }],
  faults,
  more: ["loginUrl", "step", "usersPath", "skillsPath", "userSkillsPath"],
  Keys,
  More,
  where: () => [
    <>Ask your IT team for the <b>address</b> that they opened for Skillsheet.</>,
    <>They make a sign-in of the type <b>client credentials</b>.</>,
    <>It needs one right to change things: <b className={styles.code}>user:skill:write</b>.</>,
    <>Copy the <b>client ID</b> and the <b>client secret</b> here.</>,
  ],
  hosts: (settings) => hostsOf(settings, ["login-url", "api-url"]),
  adminMessage,
};
