/** Welcome, Connect, Connections and Settings: what they ask the engine for, and the way through them by keyboard. */
import { expect, Refusal, test } from "./far-end";
import { connected, fresh } from "./states/base";
import { ALL_WORKS, typeKeys } from "./states/connections";

test("practising is one press away", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh, handlers: { startPractice: () => farEnd.change({ ...connected, current: "practice" }).then(() => null) } });
  await page.getByRole("button", { name: "Start practising" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choose your sheet");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  expect(farEnd.title).toBe("Skillsheet: Sheet, Practice centre (PRACTICE)");
});

test("a contact centre is connected with the keyboard alone", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh, handlers: { testConnection: () => ALL_WORKS, saveConnection: () => farEnd.change(connected).then(() => "c1") } });
  await page.getByRole("button", { name: /Your contact centre/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Address", { exact: true }).focus();
  await page.keyboard.type("https://api.northwind.example");
  await page.keyboard.press("Tab");
  await page.keyboard.type("client");
  await page.keyboard.press("Tab");
  await page.keyboard.type("secret");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Tested at")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type("  Northwind Care ");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choose your sheet");
  const [draft, secret, id, sessionOnly] = farEnd.argsOf("saveConnection")[0] ?? [];
  expect(draft).toMatchObject({ name: "Northwind Care", kind: "sandbox", apiUrl: "https://api.northwind.example", clientId: "client" });
  expect([secret, id, sessionOnly]).toEqual(["secret", null, false]);
});

test("what is missing is said at its field, and nothing is asked of the engine", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh });
  await page.getByRole("button", { name: /Your contact centre/ }).click();
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByLabel("Client ID")).toHaveAccessibleDescription("The client ID is missing");
  expect(farEnd.argsOf("testConnection")).toEqual([]);
});

test("a test is old once a key is typed anew", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh, handlers: { testConnection: () => ALL_WORKS } });
  await typeKeys(page);
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByRole("button", { name: "Save and choose a sheet" })).toBeVisible();
  await page.getByLabel("Client ID").fill("another");
  await expect(page.getByRole("button", { name: "Save and choose a sheet" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Test the connection" })).toBeVisible();
});

test("lines turn one by one", async ({ page, farEnd }) => {
  let answer = (): void => undefined;
  await farEnd.open({ name: "fresh", app: fresh, handlers: { testConnection: () => new Promise((done) => { answer = () => done(ALL_WORKS); }) } });
  await typeKeys(page);
  await page.getByRole("button", { name: "Test the connection" }).click();
  await farEnd.emit({ event: "connectionChecked", line: { id: "signIn", label: "Sign in", answer: "yes", detail: "Signed in", problem: null } });
  await farEnd.emit({ event: "connectionChecked", line: { id: "seeAgents", label: "See agents", answer: "asking", detail: "", problem: null } });
  const lines = page.getByRole("list", { name: "What this connection may do" }).getByRole("listitem");
  await expect(lines).toHaveCount(2);
  await expect(lines.nth(1)).toContainText("…");
  answer();
  await expect(lines).toHaveCount(5);
});

test("without a safe the secret is kept until the window closes, if the person says so", async ({ page, farEnd }) => {
  await farEnd.open({
    name: "fresh",
    app: fresh,
    handlers: {
      testConnection: () => ALL_WORKS,
      saveConnection: (_draft, _secret, _id, sessionOnly) => {
        if (!sessionOnly) throw new Refusal({ code: "noSafe", message: "This computer has no safe for passwords", hint: "No keyring is available.", details: "" });
        return "c1";
      },
    },
  });
  await typeKeys(page);
  await page.getByRole("button", { name: "Test the connection" }).click();
  await page.getByRole("button", { name: "Save and choose a sheet" }).click();
  await page.getByRole("button", { name: "Use it until I close Skillsheet" }).click();
  await expect.poll(() => farEnd.argsOf("saveConnection").map((args) => args[3])).toEqual([false, true]);
});

test("the secret is shown only while the eye is held", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh });
  await typeKeys(page);
  const secret = page.getByLabel("Client secret");
  await expect(secret).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show the secret while held" }).hover();
  await page.mouse.down();
  await expect(secret).toHaveAttribute("type", "text");
  await page.mouse.up();
  await expect(secret).toHaveAttribute("type", "password");
});

test("a saved secret is never sent again unless it is replaced", async ({ page, farEnd }) => {
  await farEnd.open({ name: "connected", app: connected, handlers: { testConnection: () => ALL_WORKS } });
  await page.keyboard.press("Control+3");
  await page.getByRole("button", { name: "Test or edit Northwind Care", exact: true }).click();
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect.poll(() => farEnd.argsOf("testConnection").map(([, secret, id]) => [secret, id])).toEqual([[null, "c1"]]);
  await page.getByRole("button", { name: "Replace" }).click();
  await page.getByLabel("Client secret").fill("new");
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect.poll(() => farEnd.argsOf("testConnection").at(-1)?.[1]).toBe("new");
});

test("a connection is removed only after the question, whose safe answer has the focus", async ({ page, farEnd }) => {
  await farEnd.open({ name: "connected", app: connected });
  await page.keyboard.press("Control+3");
  await page.getByRole("button", { name: "Remove… Northwind Care Test" }).click();
  await expect(page.getByRole("button", { name: "Keep it" })).toBeFocused();
  await page.keyboard.press("Escape");
  expect(farEnd.argsOf("removeConnection")).toEqual([]);
  await expect(page.getByRole("button", { name: "Remove… Northwind Care Test" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect.poll(() => farEnd.argsOf("removeConnection")).toEqual([["c2"]]);
});

test("settings are kept as they are set", async ({ page, farEnd }) => {
  await farEnd.open({ name: "connected", app: connected, handlers: { saveSettings: (settings) => farEnd.change({ settings }).then(() => null) } });
  await page.keyboard.press("Control+,");
  await page.getByRole("radio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("radio", { name: "System" }).click();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  await page.getByRole("radio", { name: "130%" }).click();
  await expect(page.locator("html")).toHaveCSS("font-size", "20.8px");
  await page.getByRole("checkbox", { name: "Ask for the name of the contact centre" }).click();
  await expect.poll(() => farEnd.app.settings).toMatchObject({ appearance: "system", textSize: 130, askName: false });
});
