/** Welcome, Connect, Connections and Settings: what they ask the engine for, and the way through them by keyboard. */
import { expect, Refusal, test } from "./far-end";
import { connected, fresh } from "./states/base";
import { ALL_WORKS, chooseRegion, found, openWizard, ORGANISATION, STOPPED, typeCxone, typeGenesys, typeKeys } from "./states/connections";

test("practising is one press away", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh, handlers: { startPractice: () => farEnd.change({ ...connected, current: "practice" }).then(() => null) } });
  await page.getByRole("button", { name: "Start practising" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choose your sheet");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  expect(farEnd.title).toBe("Skillsheet: Sheet, Practice centre (PRACTICE)");
  expect(farEnd.argsOf("startPractice")).toEqual([["genesys-cloud"]]);
});

test("whoever cares chooses what to practise on, and changes it later", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh, handlers: { startPractice: () => farEnd.change({ ...connected, current: "practice" }).then(() => null) } });
  await page.getByRole("radio", { name: "NICE CXone" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Start practising" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choose your sheet");
  await page.keyboard.press("Control+3");
  await page.getByRole("button", { name: "Practise on another one" }).click();
  await expect.poll(() => farEnd.argsOf("startPractice")).toEqual([["nice-cxone"], ["wrapped-put"]]);
});

test("a contact centre is connected with the keyboard alone", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh, handlers: { testConnection: () => found(ALL_WORKS, null), saveConnection: () => farEnd.change(connected).then(() => "c1") } });
  await page.getByRole("button", { name: /^Other/ }).focus();
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
  expect(draft).toMatchObject({ name: "Northwind Care", kind: "sandbox", platform: "wrapped-put", settings: { "api-url": "https://api.northwind.example", "client-id": "client" } });
  expect([secret, id, sessionOnly]).toEqual(["secret", null, false]);
});

test("a region is chosen and keys are typed with the keyboard alone; the organisation names it", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh, handlers: { testConnection: () => found(ALL_WORKS), saveConnection: () => farEnd.change(connected).then(() => "c1") } });
  await page.getByRole("button", { name: "Genesys Cloud You need" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "Region" }).focus();
  await page.keyboard.press("Enter");
  // Keys go to the list once it has the focus, and Enter chooses what has it. One letter: what is typed counts together only
  // for a moment, which a busy computer may let pass between two.
  await expect(page.getByRole("option").first()).toBeFocused();
  await page.keyboard.press("e");
  await expect(page.getByRole("option", { name: "EMEA (Frankfurt)" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Region" })).toContainText("mypurecloud.de");
  for (const text of ["", "client", "secret"]) {
    await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Control+Enter");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(ORGANISATION);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choose your sheet");
  const [draft, secret] = farEnd.argsOf("saveConnection")[0] ?? [];
  expect(draft).toMatchObject({ name: ORGANISATION, kind: "production", platform: "genesys-cloud", settings: { region: "eu-central-1", "client-id": "client", "sign-in": "keys" } });
  expect(secret).toBe("secret");
});

test("signing in in the browser takes no secret, and can be stopped", async ({ page, farEnd }) => {
  let stop = (): void => undefined;
  await farEnd.open({
    name: "fresh", app: fresh,
    handlers: {
      testConnection: () => new Promise((_, refuse) => { stop = () => refuse(new Refusal({ code: "cancelled", message: "Stopped", hint: "", details: "" })); }),
      cancelTest: () => { stop(); return null; },
    },
  });
  await openWizard("Genesys Cloud You need")(page);
  await chooseRegion(page, "EMEA (Frankfurt)");
  await page.getByRole("radio", { name: "In the browser" }).click();
  await expect(page.getByLabel("Client secret")).toHaveCount(0);
  await page.getByLabel("Client ID").fill("client");
  await expect(page.getByRole("complementary")).toContainText("http://localhost:8437/callback");
  await page.getByRole("button", { name: "Test the connection" }).click();
  await farEnd.emit({ event: "connectionChecked", line: { id: "reached", label: "Reach the contact centre", answer: "asking", detail: "", problem: null } });
  await page.getByText("Sign in there, then come back").waitFor();
  await page.getByRole("button", { name: "Cancel", exact: true }).first().click();
  await expect(page.getByText("Sign in there, then come back")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Test the connection" })).toBeEnabled();
  await expect(page.getByText("Stopped")).toHaveCount(0);
  expect(farEnd.argsOf("testConnection")[0]?.[1]).toBeNull();
});

test("an address in place of a region, and a region in place of an address", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh, handlers: { testConnection: () => found(ALL_WORKS) } });
  await typeGenesys(page);
  await chooseRegion(page, "Another address…");
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByRole("combobox", { name: "Region" })).toHaveAccessibleDescription("Choose the region");
  await page.getByLabel("Address of the sign-in").fill("https://login.northwind.example");
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect.poll(() => farEnd.argsOf("testConnection")[0]?.[0].settings).toMatchObject({ region: "", "login-url": "https://login.northwind.example" });
  await chooseRegion(page, "Tokyo");
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect.poll(() => farEnd.argsOf("testConnection")[1]?.[0].settings).toMatchObject({ region: "ap-northeast-1", "login-url": "", "api-url": "" });
});

test("an access key needs no region; a registered app brings a second secret", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh, handlers: { testConnection: () => found(ALL_WORKS) } });
  await typeCxone(page);
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect.poll(() => farEnd.argsOf("testConnection")[0]?.[0].settings.region).toBe("");
  await page.getByText("My company uses registered apps").click();
  await page.getByLabel("App ID").fill("app");
  await page.getByLabel("App secret").fill("app-secret");
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect.poll(() => farEnd.argsOf("testConnection")[1]?.slice(1)).toEqual(["not-a-real-secret-000000\napp-secret", null]);
  expect(farEnd.argsOf("testConnection")[1]?.[0].settings).toMatchObject({ "app-id": "app", "highest-level": "20", "many-to-many": "no" });
});

test("the certificate file of the company's network is chosen in the system's own window", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh, handlers: { chooseCertificates: () => "/etc/ssl/northwind.pem", testConnection: () => found(ALL_WORKS) } });
  await typeCxone(page);
  await page.getByRole("button", { name: "More settings" }).click();
  await page.getByRole("button", { name: "Choose… the certificate file" }).click();
  await expect(page.getByLabel("Certificate file of your company’s network")).toHaveValue("/etc/ssl/northwind.pem");
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect.poll(() => farEnd.argsOf("testConnection")[0]?.[0].settings["ca-file"]).toBe("/etc/ssl/northwind.pem");
});

test("what stops a connection on its way is told to whom it concerns, with the computers to let through", async ({ page, farEnd }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await farEnd.open({ name: "fresh", app: fresh, handlers: { testConnection: () => found(STOPPED) } });
  await typeGenesys(page);
  await page.getByRole("button", { name: "Test the connection" }).click();
  await page.getByRole("button", { name: "Copy a message for IT" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const message = await page.evaluate(() => navigator.clipboard.readText());
  for (const part of ["login.mypurecloud.de", "api.mypurecloud.de", "stopped the connection"]) expect(message).toContain(part);
});

test("keys of a tenant for testing are not called production unseen", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh, handlers: { testConnection: () => found(ALL_WORKS, "Northwind Care Test") } });
  await typeGenesys(page);
  await page.getByLabel("Name", { exact: true }).fill("Northwind Care");
  await page.getByRole("button", { name: "Test the connection" }).click();
  await page.getByRole("button", { name: "Use the right name" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Northwind Care Test");
  await expect(page.getByRole("button", { name: "Use the right name" })).toHaveCount(0);
});

test("what is missing is said at its field, and nothing is asked of the engine", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh });
  await page.getByRole("button", { name: /^Other/ }).click();
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByLabel("Client ID")).toHaveAccessibleDescription("The client ID is missing");
  expect(farEnd.argsOf("testConnection")).toEqual([]);
});

test("a test is old once a key is typed anew", async ({ page, farEnd }) => {
  await farEnd.open({ name: "fresh", app: fresh, handlers: { testConnection: () => found(ALL_WORKS) } });
  await typeKeys(page);
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByRole("button", { name: "Save and choose a sheet" })).toBeVisible();
  await page.getByLabel("Client ID").fill("another");
  await expect(page.getByRole("button", { name: "Save and choose a sheet" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Test the connection" })).toBeVisible();
});

test("lines turn one by one", async ({ page, farEnd }) => {
  let answer = (): void => undefined;
  await farEnd.open({ name: "fresh", app: fresh, handlers: { testConnection: () => new Promise((done) => { answer = () => done(found(ALL_WORKS)); }) } });
  await typeKeys(page);
  await page.getByRole("button", { name: "Test the connection" }).click();
  await farEnd.emit({ event: "connectionChecked", line: { id: "signIn", label: "Sign in", answer: "yes", detail: "", problem: null } });
  await farEnd.emit({ event: "connectionChecked", line: { id: "seeAgents", label: "See agents", answer: "asking", detail: "", problem: null } });
  const lines = page.getByRole("list", { name: "What this connection may do" }).getByRole("listitem");
  await expect(lines).toHaveCount(2);
  await expect(lines.nth(1)).toContainText("…");
  answer();
  await expect(lines).toHaveCount(ALL_WORKS.length);
});

test("without a safe the secret is kept until the window closes, if the person says so", async ({ page, farEnd }) => {
  await farEnd.open({
    name: "fresh",
    app: fresh,
    handlers: {
      testConnection: () => found(ALL_WORKS),
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
  await farEnd.open({ name: "connected", app: connected, handlers: { testConnection: () => found(ALL_WORKS) } });
  await page.keyboard.press("Control+3");
  await page.getByRole("button", { name: "Test or edit Northwind Care", exact: true }).click();
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect.poll(() => farEnd.argsOf("testConnection").map(([, secret, id]) => [secret, id])).toEqual([[null, "c1"]]);
  await page.getByRole("button", { name: "Replace Client secret" }).click();
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
