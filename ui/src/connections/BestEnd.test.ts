import { describe, expect, it } from "vitest";
import type { ConnectionView } from "../backend";
import { connectionOfRun } from "./BestEnd";
import { bestWords } from "./platforms";

const connection = (part: Partial<ConnectionView>): ConnectionView => ({
  id: "c1", name: "Northwind Care", product: "NICE CXone", place: "na1", kind: "production", scale: { min: 1, max: 20, step: 1, best: "low" }, listsDirectory: true, needsSecret: true, lastUsed: null,
  draft: { name: "Northwind Care", kind: "production", platform: "nice-cxone", settings: {} }, ...part,
});

describe("which end of a scale is the best", () => {
  it("is said with the product’s name, or as here", () => {
    expect(bestWords(connection({}))).toBe("In CXone 1 is the best.");
    expect(bestWords(connection({ scale: { min: 0, max: 100, step: 1, best: "high" }, draft: { name: "", kind: "production", platform: "wrapped-put", settings: {} } }))).toBe("Here 100 is the best.");
  });
});

describe("a run’s connection", () => {
  const practice = connection({ id: "practice", name: "Practice centre", kind: "practice", place: "NICE CXone", draft: { name: "", kind: "practice", platform: "nice-cxone", settings: { "api-url": "http://127.0.0.1:4010" } } });
  it.each([
    ["Northwind Care", "NICE CXone · na1", "c1"],
    ["Northwind Care", "NICE CXone · eu1", undefined],
    ["Northwind Care Test", "NICE CXone · na1", undefined],
    ["Practice centre", "Practice centre · 127.0.0.1:4010", "practice"],
    ["Practice centre", "Practice centre · 127.0.0.1:4011", undefined],
  ])("%s at %s is %s", (name, place, id) => expect(connectionOfRun({ connection: name, place }, [connection({}), practice])?.id).toBe(id));
});
