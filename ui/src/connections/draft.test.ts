import { describe, expect, it } from "vitest";
import type { CheckLine } from "../backend";
import { adminMessage, faultOfEngine, faultsOf, NEW_DRAFT, verdictOf } from "./draft";

const good = { ...NEW_DRAFT, name: "Northwind Care", apiUrl: "https://api.northwind.example", clientId: "id" };
const line = (answer: CheckLine["answer"]): CheckLine => ({ id: answer, label: "", answer, detail: "", problem: null });

describe("what is missing in a connection", () => {
  it("is nothing when all is there", () => expect(faultsOf(good, "secret", false)).toEqual({}));
  it("is the secret, unless one is saved", () => {
    expect(faultsOf(good, "", false)).toHaveProperty("secret");
    expect(faultsOf(good, "", true)).toEqual({});
  });
  it.each([
    ["apiUrl", { apiUrl: "api.northwind.example" }],
    ["apiUrl", { apiUrl: "ftp://api.northwind.example" }],
    ["loginUrl", { loginUrl: "login" }],
    ["scale", { scale: { ...good.scale, min: 5, max: 5 } }],
    ["step", { scale: { ...good.scale, step: 0 } }],
    ["concurrency", { concurrency: 4 }],
    ["concurrency", { concurrency: 11 }],
    ["rateLimit", { rateLimit: { requests: 0, seconds: 60 } }],
    ["userSkillsPath", { userSkillsPath: "/users/skills" }],
    ["usersPath", { usersPath: "users" }],
  ])("is %s in %o", (field, part) => expect(Object.keys(faultsOf({ ...good, ...part }, "secret", false))).toContain(field));
  it("is no path of lists that are not read", () => expect(faultsOf({ ...good, listsDirectory: false, usersPath: "", skillsPath: "" }, "secret", false)).toEqual({}));
});

describe("a fault that the engine found", () => {
  const error = (code: string) => ({ code, message: "This name is used already", hint: "", details: "" });
  it("is shown at its field", () => expect(faultOfEngine(error("setting:name"))).toEqual({ name: "This name is used already" }));
  it("is none when it names no field", () => {
    expect(faultOfEngine(error("noSafe"))).toEqual({});
    expect(faultOfEngine(null)).toEqual({});
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
  ] as const)("of %o is clear", (lines, testing, verdict) => expect(verdictOf([...lines], testing)).toBe(verdict));
});

describe("the message for an administrator", () => {
  it("names the one right that is needed", () => expect(adminMessage(good)).toContain("user:skill:write"));
  it("asks for the lists that are read, and for no other", () => {
    expect(adminMessage(good)).toContain(`GET ${good.usersPath})`);
    expect(adminMessage({ ...good, listsDirectory: false })).not.toContain(`GET ${good.usersPath})`);
  });
});
