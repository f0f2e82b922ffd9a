import { expect, test } from "vitest";
import { taskWords } from "./taskWords";

test("work about agents says of how many, in the system's figures", () => {
  expect(taskWords({ label: "Reading today’s skills", agents: 1 })).toBe("Reading today’s skills of 1 agent");
  expect(taskWords({ label: "Reading today’s skills", agents: 1842 })).toBe("Reading today’s skills of 1,842 agents");
  expect(taskWords({ label: "Reading Skills.xlsx", agents: null })).toBe("Reading Skills.xlsx");
});
