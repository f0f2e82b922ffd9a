import { beforeEach, describe, expect, it, vi } from "vitest";
import type { AppView, CheckLine } from "./backend";
import { receive } from "./events";
import { createQueryClient, keys } from "./queries";

const app = { revision: 4, task: null, run: null } as unknown as AppView;
const line = (id: string, answer: CheckLine["answer"]): CheckLine => ({ id, label: id, answer, detail: "", problem: null });

describe("an event", () => {
  let client = createQueryClient();
  beforeEach(() => {
    client = createQueryClient();
    client.setQueryData(keys.app, app);
  });
  const state = () => client.getQueryData<AppView>(keys.app);

  it("of a newer state asks for it", () => {
    const asked = vi.spyOn(client, "invalidateQueries");
    receive(client, { event: "stateChanged", revision: 4 });
    expect(asked).not.toHaveBeenCalled();
    receive(client, { event: "stateChanged", revision: 5 });
    expect(asked).toHaveBeenCalledWith({ queryKey: keys.app });
  });
  it("of long work shows it", () => {
    const task = { id: "comparing", label: "Reading", agents: null, done: 1, total: 2, left: null };
    receive(client, { event: "taskProgressed", task });
    expect(state()?.task).toEqual(task);
    receive(client, { event: "taskProgressed", task: null });
    expect(state()?.task).toBeNull();
  });
  it("before the state is there changes nothing", () => {
    client.removeQueries({ queryKey: keys.app });
    receive(client, { event: "taskProgressed", task: null });
    expect(state()).toBeUndefined();
  });
  it("of a test's line turns that line", () => {
    receive(client, { event: "connectionChecked", line: line("signIn", "asking") });
    receive(client, { event: "connectionChecked", line: line("seeAgents", "asking") });
    receive(client, { event: "connectionChecked", line: line("signIn", "yes") });
    expect(client.getQueryData<CheckLine[]>(keys.checks)?.map(({ id, answer }) => [id, answer])).toEqual([["signIn", "yes"], ["seeAgents", "asking"]]);
  });
  it("with a notice keeps the earlier ones", () => {
    receive(client, { event: "noticeRaised", title: "One", meaning: "" });
    receive(client, { event: "noticeRaised", title: "Two", meaning: "" });
    expect(client.getQueryData<{ id: number; title: string }[]>(keys.notices)?.map(({ id, title }) => [id, title])).toEqual([[1, "One"], [2, "Two"]]);
  });
});
