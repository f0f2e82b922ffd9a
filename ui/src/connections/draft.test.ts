import { describe, expect, it } from "vitest";
import type { CheckLine, ConnectionDraft } from "../backend";
import { belongsToTest, faultOfEngine, faultsOf, fieldOf, nameAfter, rateOf, rateText, verdictOf } from "./draft";
import { FRONTS, frontOf } from "./platforms";

const OTHER = {
  "api-url": "https://api.northwind.example", "login-url": "", "client-id": "id", "min-level": "0", "max-level": "100", "level-step": "1", "best-level": "high", writes: "replace",
  body: "wrapper", "lists-directory": "yes", "users-path": "/api/v2/users", "skills-path": "/api/v2/skills", "user-skills-path": "/api/v2/users/{userId}/skills", concurrency: "6", "rate-limit": "none",
};
const GENESYS = { region: "eu-central-1", "api-url": "", "login-url": "", "client-id": "id", "sign-in": "keys", "callback-port": "8437", concurrency: "6", "rate-limit": "none" };
const CXONE = { region: "", "api-url": "", "login-url": "", "client-id": "id", "app-id": "", "api-version": "34", "highest-level": "20", "many-to-many": "no", concurrency: "2", "rate-limit": "5/1" };

const draft = (platform: string, settings: Record<string, string>): ConnectionDraft => ({ name: "Northwind Care", kind: "production", platform, settings });
const faults = (platform: string, settings: Record<string, string>, secrets: Record<string, string> = { secret: "secret" }, saved = false) =>
  Object.keys(faultsOf(frontOf(platform), draft(platform, settings), secrets, saved));
const line = (answer: CheckLine["answer"], id: string = answer): CheckLine => ({ id, label: "", answer, detail: "", problem: null });

describe("what is missing in a connection", () => {
  it.each([["wrapped-put", OTHER], ["genesys-cloud", GENESYS], ["nice-cxone", CXONE]])("is nothing when all is there: %s", (platform, settings) =>
    expect(faults(platform, settings)).toEqual([]));
  it("is the secret, unless one is saved", () => {
    expect(faults("wrapped-put", OTHER, {})).toEqual(["secret"]);
    expect(faults("wrapped-put", OTHER, {}, true)).toEqual([]);
  });
  it.each([
    ["apiUrl", { "api-url": "api.northwind.example" }],
    ["apiUrl", { "api-url": "ftp://api.northwind.example" }],
    ["loginUrl", { "login-url": "login" }],
    ["scale", { "min-level": "5", "max-level": "5" }],
    ["step", { "level-step": "0" }],
    ["concurrency", { concurrency: "4" }],
    ["concurrency", { concurrency: "11" }],
    ["rateLimit", { "rate-limit": "0/60" }],
    ["userSkillsPath", { "user-skills-path": "/users/skills" }],
    ["usersPath", { "users-path": "users" }],
  ])("is %s in %o", (field, part) => expect(faults("wrapped-put", { ...OTHER, ...part })).toContain(field));
  it("is no path of lists that are not read", () => expect(faults("wrapped-put", { ...OTHER, "lists-directory": "no", "users-path": "", "skills-path": "" })).toEqual([]));
  it("is a region, or an address in its place", () => {
    expect(faults("genesys-cloud", { ...GENESYS, region: "" })).toEqual(["region"]);
    expect(faults("genesys-cloud", { ...GENESYS, region: "", "login-url": "https://login.northwind.example" })).toEqual([]);
  });
  it("is no secret where somebody signs in in the browser", () => expect(faults("genesys-cloud", { ...GENESYS, "sign-in": "browser" }, {})).toEqual([]));
  it("is the app's secret where there is an app, and the app where there is its secret", () => {
    expect(faults("nice-cxone", { ...CXONE, "app-id": "app" })).toEqual(["appSecret"]);
    expect(faults("nice-cxone", CXONE, { secret: "secret", appSecret: "app" })).toEqual(["appId"]);
  });
});

describe("a fault that the engine found", () => {
  const error = (code: string) => ({ code, message: "This name is used already", hint: "", details: "" });
  it("is shown at its field", () => expect(faultOfEngine(error("setting:name"))).toEqual({ name: "This name is used already" }));
  it("is none when it names no field", () => {
    expect(faultOfEngine(error("noSafe"))).toEqual({});
    expect(faultOfEngine(null)).toEqual({});
  });
  it("is told of a setting by another name than its key", () => expect(fieldOf("user-skills-path")).toBe("userSkillsPath"));
});

describe("a speed limit", () => {
  it.each([["300/60", { requests: 300, seconds: 60 }], ["5/1", { requests: 5, seconds: 1 }], ["none", null]])("%s is read and written", (text, rate) => {
    expect(rateOf({ "rate-limit": text })).toEqual(rate);
    expect(rateText(rate)).toBe(text);
  });
});

describe("a test's verdict", () => {
  it.each([
    [[], false, "untested"],
    [[], true, "testing"],
    [[line("yes"), line("asking")], false, "testing"],
    [[line("yes"), line("notKnownYet")], false, "works"],
    [[line("yes"), line("missing")], false, "missing"],
    [[line("missing"), line("failed")], false, "failed"],
    [[line("yes"), line("missing", "readPace")], false, "works"],
  ] as const)("of %o is clear", (lines, testing, verdict) => expect(verdictOf([...lines], testing)).toBe(verdict));
});

describe("the organisation that the keys belong to", () => {
  it.each([
    ["Northwind Care", "production", "Northwind Care Test", true],
    ["Northwind Care", "production", "Northwind Care GmbH", false],
    ["Northwind Care", "sandbox", "Northwind Care Test", false],
    ["Our UAT", "production", "Northwind Care Test", false],
    ["Northwind Care", "production", "Contest Ltd", false],
  ] as const)("%s, %s, is questioned for %s: %s", (name, kind, organisation, yes) => expect(belongsToTest({ name, kind }, organisation)).toBe(yes));
});

describe("the message for an administrator", () => {
  const platform = (name: string) => ({ name, product: "", defaults: {}, regions: [{ id: "eu-central-1", name: "EMEA (Frankfurt)", domain: "mypurecloud.de" }] });
  const message = (name: string, settings: Record<string, string>) => frontOf(name).adminMessage(settings, platform(name));
  it("names the rights that are needed", () => {
    expect(message("wrapped-put", OTHER)).toContain("user:skill:write");
    for (const right of ["routing:skill:assign", "routing:skill:view", "directory:user:view", "organization:readonly", "EMEA (Frankfurt)"]) expect(message("genesys-cloud", GENESYS)).toContain(right);
    for (const right of ["Skills: Edit", "Skills: User Assignment", "Users: Edit"]) expect(message("nice-cxone", CXONE)).toContain(right);
  });
  it("asks for the lists that are read, and for no other", () => {
    expect(message("wrapped-put", OTHER)).toContain("GET /api/v2/users)");
    expect(message("wrapped-put", { ...OTHER, "lists-directory": "no" })).not.toContain("GET /api/v2/users)");
  });
  it("asks for keys that are not there yet, and for none where somebody signs in in the browser", () => {
    expect(message("genesys-cloud", { ...GENESYS, "client-id": "" })).toContain("- the client secret");
    expect(message("genesys-cloud", GENESYS)).not.toContain("- the client secret");
    const browser = message("genesys-cloud", { ...GENESYS, "client-id": "", "sign-in": "browser" });
    expect(browser).not.toContain("- the client secret");
    expect(browser).toContain("http://localhost:8437/callback");
  });
});

describe("the products", () => {
  it("have a name each", () => expect(new Set(FRONTS.map(({ name }) => name)).size).toBe(FRONTS.length));
  it("talk to computers that can be let through", () => {
    const platform = { name: "", product: "", defaults: {}, regions: [{ id: "eu-central-1", name: "", domain: "mypurecloud.de" }] };
    expect(frontOf("genesys-cloud").hosts(GENESYS, platform)).toEqual(["login.mypurecloud.de", "api.mypurecloud.de"]);
    expect(frontOf("nice-cxone").hosts({ ...CXONE, region: "eu1" }, platform)).toEqual(["cxone.niceincontact.com", "eu1.nice-incontact.com", "api-eu1.niceincontact.com"]);
    expect(frontOf("wrapped-put").hosts(OTHER, platform)).toEqual(["api.northwind.example"]);
  });
});

describe("the name of a connection", () => {
  it.each([["Northwind Care", "Northwind Care"], [null, ""], ["11eb3f52-9d0a-4c36-8e1b-0242ac110003", ""]])("after the organisation %s is “%s”", (organisation, name) =>
    expect(nameAfter(organisation)).toBe(name));
});
