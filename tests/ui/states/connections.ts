/** Welcome, Connect, Connections, the switcher and Settings. */
import type { Page } from "@playwright/test";
import type { CheckLine, TestView } from "../../../ui/src/backend/bindings";
import { Refusal, type State } from "../far-end";
import { connected, fresh } from "./base";

const line = (id: string, label: string, detail: string, answer: CheckLine["answer"] = "yes"): CheckLine => ({ id, label, answer, detail, problem: null });

export const ORGANISATION = "Northwind Care GmbH";

export const ALL_WORKS: CheckLine[] = [
  line("reached", "Reach the contact centre", ""),
  line("signIn", "Sign in", `as “${ORGANISATION}”`),
  line("seeAgents", "See agents", "1,842 agents"),
  line("seeSkills", "See skills", "67 skills"),
  line("seeAssignments", "See who has which skill", ""),
  line("changeSkills", "Change skills", ""),
  line("readPace", "Read the speed limit", "300 requests in 60 s"),
];

/** What a test comes to. */
export const found = (lines: CheckLine[], organisation: string | null = ORGANISATION): TestView => ({ lines, organisation });

const with_ = (id: string, part: Partial<CheckLine>, lines = ALL_WORKS): CheckLine[] => lines.map((each) => (each.id === id ? { ...each, ...part } : each));

/** As where rights and limits are not told. */
export const UNTOLD: CheckLine[] = with_("changeSkills", { answer: "notKnownYet", detail: "Not known until the first change" }).filter(({ id }) => id !== "readPace");

const MISSING: CheckLine[] = with_("changeSkills", {
  answer: "missing",
  detail: "",
  problem: { title: "One permission is missing: Change skills", meaning: "You can compare, but not change skills yet.", next: "Copy a message for your admin", details: "Granted: routing:skill:view directory:user:view" },
});

const UNKNOWN = ["seeAgents", "seeSkills", "seeAssignments", "changeSkills"].reduce((lines, id) => with_(id, { answer: "notKnownYet", detail: "" }, lines), UNTOLD);

const FAILED: CheckLine[] = with_("signIn", {
  answer: "failed",
  detail: "",
  problem: {
    title: "The client secret is not right",
    meaning: "Genesys Cloud knows the client ID but not this secret. Often a character is missing at the end.",
    next: "Enter it again.",
    details: "14:02:11, 401 invalid_client from login.mypurecloud.de, request 7c1e1a90",
  },
}, UNKNOWN);

export const STOPPED: CheckLine[] = with_("reached", {
  answer: "failed",
  detail: "",
  problem: {
    title: "Your company's network stopped the connection",
    meaning: "A proxy or security program stands between, and this computer does not know its certificate. Skillsheet does not go around it.",
    next: "Ask your IT department to add its certificate to this computer, or to give it to you as a file",
    details: "invalid peer certificate: UnknownIssuer",
  },
}, with_("signIn", { answer: "notKnownYet", detail: "" }, UNKNOWN));

/** Opens the wizard for a new connection. */
export const openWizard = (product: string) => (page: Page) => page.getByRole("button", { name: product }).first().click();

/** Opens the wizard for a new connection and types the keys. */
export async function typeKeys(page: Page) {
  await openWizard("Other")(page);
  await page.getByLabel("Address", { exact: true }).fill("https://api.northwind.example");
  await page.getByLabel("Client ID").fill("8f2c41d7-0b6e-4a53-9d0e-5c7e1a90b314");
  await page.getByLabel("Client secret").fill("not-a-real-secret-000000");
  await page.getByLabel("Name", { exact: true }).fill("Northwind Care");
}

export async function chooseRegion(page: Page, name: string) {
  await page.getByRole("combobox", { name: "Region" }).click();
  await page.getByRole("option", { name }).click();
}

export async function typeGenesys(page: Page) {
  await openWizard("Genesys Cloud You need")(page);
  await chooseRegion(page, "EMEA (Frankfurt)");
  await page.getByLabel("Client ID").fill("8f2c41d7-0b6e-4a53-9d0e-5c7e1a90b314");
  await page.getByLabel("Client secret").fill("not-a-real-secret-000000");
}

export async function typeCxone(page: Page) {
  await openWizard("NICE CXone")(page);
  await page.getByLabel("Access key ID").fill("Q7ZK2M4XN8RT5VWB3HJDC6PL");
  await page.getByLabel("Access key secret").fill("not-a-real-secret-000000");
}

const testing = (type: (page: Page) => Promise<void>) => async (page: Page) => {
  await type(page);
  await page.getByRole("button", { name: "Test the connection" }).click();
  await page.getByRole("button", { name: "Test again" }).waitFor();
};

const openRail = (name: string) => (page: Page) => page.getByRole("navigation", { name: "Main" }).getByRole("button", { name }).click();

const never = () => new Promise<TestView>(() => undefined);

export const states: State[] = [
  { name: "01-welcome", app: fresh },
  { name: "02-connect-other-new", app: fresh, reach: openWizard("Other") },
  { name: "02-connect-new", app: fresh, reach: openWizard("Genesys Cloud You need") },
  { name: "02-connect", app: fresh, handlers: { testConnection: () => found(ALL_WORKS) }, reach: testing(typeGenesys) },
  { name: "02-connect-missing", app: fresh, handlers: { testConnection: () => found(MISSING) }, reach: testing(typeGenesys) },
  { name: "02-connect-failed", app: fresh, handlers: { testConnection: () => found(FAILED) }, reach: testing(typeGenesys) },
  { name: "02-connect-stopped", app: fresh, handlers: { testConnection: () => found(STOPPED) }, reach: testing(typeGenesys) },
  {
    name: "02-connect-belongs", app: fresh, handlers: { testConnection: () => found(ALL_WORKS, "Northwind Care Test") },
    reach: async (page) => {
      await testing(async () => {
        await typeGenesys(page);
        await page.getByLabel("Name", { exact: true }).fill("Northwind Care");
      })(page);
      await page.getByText("Northwind Care Test").last().waitFor();
    },
  },
  {
    name: "02-connect-region", app: fresh,
    reach: async (page) => {
      await openWizard("Genesys Cloud You need")(page);
      await page.getByRole("combobox", { name: "Region" }).click();
      await page.getByRole("option", { name: "EMEA (Frankfurt)" }).waitFor();
    },
  },
  {
    name: "02-connect-elsewhere", app: fresh,
    reach: async (page) => {
      await openWizard("Genesys Cloud You need")(page);
      await chooseRegion(page, "Another address…");
      await page.getByLabel("Address of the sign-in").waitFor();
    },
  },
  {
    name: "02-connect-browser", app: fresh, handlers: { testConnection: never },
    reach: async (page, farEnd) => {
      await openWizard("Genesys Cloud You need")(page);
      await chooseRegion(page, "EMEA (Frankfurt)");
      await page.getByRole("radio", { name: "In the browser" }).click();
      await page.getByLabel("Client ID").fill("8f2c41d7-0b6e-4a53-9d0e-5c7e1a90b314");
      await page.getByRole("button", { name: "Test the connection" }).click();
      await farEnd.emit({ event: "connectionChecked", line: line("reached", "Reach the contact centre", "", "asking") });
      await page.getByText("Sign in there, then come back").waitFor();
    },
  },
  { name: "02-connect-cxone-new", app: fresh, reach: openWizard("NICE CXone") },
  { name: "02-connect-cxone", app: fresh, handlers: { testConnection: () => found(UNTOLD) }, reach: testing(typeCxone) },
  {
    name: "02-connect-cxone-more", app: fresh,
    reach: async (page) => {
      await typeCxone(page);
      await page.getByText("My company uses registered apps").click();
      await page.getByLabel("App ID").fill("skillsheet@northwind");
      await page.getByRole("button", { name: "More settings" }).click();
      await page.getByLabel("Version of the API").waitFor();
    },
  },
  { name: "02-connect-choose", app: connected, reach: async (page) => { await openRail("Connections")(page); await page.getByRole("button", { name: "Add a contact centre" }).click(); } },
  {
    name: "02-connect-faults",
    app: fresh,
    reach: async (page) => {
      await openWizard("Genesys Cloud You need")(page);
      await page.getByRole("button", { name: "Save without a test" }).click();
      await page.getByText("The client ID is missing").waitFor();
    },
  },
  {
    name: "02-connect-no-safe",
    app: fresh,
    handlers: {
      testConnection: () => found(ALL_WORKS),
      saveConnection: () => {
        throw new Refusal({ code: "noSafe", message: "This computer has no safe for passwords", hint: "No keyring is available. Skillsheet will not save the secret in a file.", details: "org.freedesktop.secrets was not provided by any .service files" });
      },
    },
    reach: async (page) => {
      await testing(typeGenesys)(page);
      await page.getByRole("button", { name: "Save and choose a sheet" }).click();
      await page.getByText("This computer has no safe for passwords").waitFor();
    },
  },
  {
    name: "02-connect-edit-cxone",
    app: connected,
    reach: async (page) => {
      await openRail("Connections")(page);
      await page.getByRole("button", { name: "Test or edit Northwind Care US" }).click();
    },
  },
  {
    name: "02-connect-edit-more",
    app: connected,
    reach: async (page) => {
      await openRail("Connections")(page);
      await page.getByRole("button", { name: "Test or edit Northwind Care", exact: true }).click();
      await page.getByRole("button", { name: "More settings" }).click();
    },
  },
  { name: "10-connections", app: connected, reach: openRail("Connections") },
  { name: "10-connections-none", app: fresh, reach: async (page) => { await page.keyboard.press("Control+3"); await page.getByText("No contact centre yet").waitFor(); } },
  {
    name: "10-connections-remove",
    app: connected,
    reach: async (page) => {
      await openRail("Connections")(page);
      await page.getByRole("button", { name: /Remove… Northwind Care Test/ }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "10-switcher", app: connected, reach: async (page) => { await page.getByRole("button", { name: /Switch connection/ }).click(); await page.getByRole("menu").waitFor(); } },
  { name: "10-settings", app: connected, reach: openRail("Settings") },
  {
    name: "10-settings-kept-history", app: connected, handlers: { olderThan: () => 12 },
    reach: async (page) => { await openRail("Settings")(page); await page.getByRole("radio", { name: "90 days" }).click(); await page.getByText("This removes 12 updates.").waitFor(); },
  },
];
