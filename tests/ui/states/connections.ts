/** Welcome, Connect, Connections, the switcher and Settings. */
import type { Page } from "@playwright/test";
import type { CheckLine } from "../../../ui/src/backend/bindings";
import { Refusal, type State } from "../far-end";
import { connected, fresh } from "./base";

const line = (id: string, label: string, detail: string, answer: CheckLine["answer"] = "yes"): CheckLine => ({ id, label, answer, detail, problem: null });

export const ALL_WORKS: CheckLine[] = [
  line("signIn", "Sign in", "Signed in"),
  line("seeAgents", "See agents", "1,842 agents found"),
  line("seeSkills", "See skills", "67 skills found"),
  line("seeAssignments", "See who has which skill", "Looked at one agent"),
  line("changeSkills", "Change skills", "Not known until the first change", "notKnownYet"),
];

const MISSING: CheckLine[] = ALL_WORKS.map((each) =>
  each.id !== "changeSkills" ? each : {
    ...each,
    answer: "missing",
    detail: "Ask for: user:skill:write",
    problem: {
      title: "One permission is missing",
      meaning: "You can compare, but not change skills yet.",
      next: "Send your administrator the message on the right; it names this permission.",
      details: "14:02:11, 200 from login.northwind.example: the scope was “user:read skill:read”",
    },
  });

const FAILED: CheckLine[] = [{
  ...line("signIn", "Sign in", ""),
  answer: "failed",
  problem: {
    title: "The client secret is not right",
    meaning: "Your contact centre knows the client ID but not this secret. Often a character is missing at the end.",
    next: "Enter it again.",
    details: "14:02:11, 401 invalid_client from login.northwind.example, request 7c1e1a90",
  },
}];

/** Opens the wizard for a new connection and types the keys. */
export async function typeKeys(page: Page) {
  await page.getByRole("button", { name: /Your contact centre/ }).click();
  await page.getByLabel("Address", { exact: true }).fill("https://api.northwind.example");
  await page.getByLabel("Client ID").fill("8f2c41d7-0b6e-4a53-9d0e-5c7e1a90b314");
  await page.getByLabel("Client secret").fill("not-a-real-secret-000000");
  await page.getByLabel("Name", { exact: true }).fill("Northwind Care");
}

async function typeAndTest(page: Page) {
  await typeKeys(page);
  await page.getByRole("button", { name: "Test the connection" }).click();
  await page.getByText("Tested at").waitFor();
}

const openRail = (name: string) => (page: Page) => page.getByRole("navigation", { name: "Main" }).getByRole("button", { name }).click();

export const states: State[] = [
  { name: "01-welcome", app: fresh },
  { name: "02-connect-new", app: fresh, reach: (page) => page.getByRole("button", { name: /Your contact centre/ }).click() },
  { name: "02-connect", app: fresh, handlers: { testConnection: () => ALL_WORKS }, reach: typeAndTest },
  { name: "02-connect-missing", app: fresh, handlers: { testConnection: () => MISSING }, reach: typeAndTest },
  { name: "02-connect-failed", app: fresh, handlers: { testConnection: () => FAILED }, reach: typeAndTest },
  {
    name: "02-connect-faults",
    app: fresh,
    reach: async (page) => {
      await page.getByRole("button", { name: /Your contact centre/ }).click();
      await page.getByRole("button", { name: "Save without a test" }).click();
      await page.getByText("The client ID is missing").waitFor();
    },
  },
  {
    name: "02-connect-no-safe",
    app: fresh,
    handlers: {
      testConnection: () => ALL_WORKS,
      saveConnection: () => {
        throw new Refusal({ code: "noSafe", message: "This computer has no safe for passwords", hint: "No keyring is available. Skillsheet will not save the secret in a file.", details: "org.freedesktop.secrets was not provided by any .service files" });
      },
    },
    reach: async (page) => {
      await typeAndTest(page);
      await page.getByRole("button", { name: "Save and choose a sheet" }).click();
      await page.getByText("This computer has no safe for passwords").waitFor();
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
];
