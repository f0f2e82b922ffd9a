/** The states of a run: under way, paused, cut off, ended. */
import type { Page } from "@playwright/test";
import type { AppView, FeedFilter, FeedPage, FeedStatus, FeedView, LineKind, RunView } from "../../../ui/src/backend/bindings";
import { type Handlers, NOW, type State } from "../far-end";
import { ended, PACE, run } from "./ended";
import { AGENTS, reviewing, SKILLS } from "./review";

const pick = <T>(items: readonly T[], index: number): T => items[index % items.length] as T;

const FAULT = { title: "The contact centre had a fault of its own, five times in a row", meaning: "Skills are as before.", next: "", details: "14:04:49 PATCH /users/17/skills: 503, correlation 7f3a" };

function item(index: number): FeedView {
  const status: FeedStatus = index < 2 ? "sending" : index === 7 ? "failed" : "done";
  const kinds: LineKind[] = index % 3 === 0 ? ["change", "add"] : index % 5 === 2 ? ["change", "change", "remove"] : [pick(["change", "remove"] as const, index)];
  return {
    agentId: `a${index}`, agent: pick(AGENTS, index + 3), at: new Date(Date.parse("2026-11-23T14:04:51Z") - index * 400).toISOString(), status,
    changes: kinds.map((kind, position) => ({ kind, skill: pick(SKILLS, index + position), before: kind === "add" ? null : 1 + (index % 4), after: kind === "remove" ? null : 2 + (index % 4), status })),
    problem: status === "failed" ? FAULT : null, retryable: status === "failed",
  };
}

export const NEED_YOU: FeedView[] = [
  { agentId: "n1", agent: "Elif Demir", at: NOW, status: "failed", retryable: false, problem: { title: "The agent was deactivated", meaning: "It happened after you compared. Nothing was changed.", next: "", details: "14:04:49 PATCH /users/8/skills: 404" },
    changes: ["Billing", "Chat"].map((skill) => ({ kind: "change" as const, skill, before: 1, after: 3, status: "failed" as const })) },
  { agentId: "n2", agent: "Ruth Campbell", at: NOW, status: "failed", retryable: true, problem: FAULT, changes: ["Billing", "Chat", "Fraud", "Returns"].map((skill) => ({ kind: "change" as const, skill, before: 2, after: 3, status: "failed" as const })) },
  { agentId: "n3", agent: "Viktor Horváth", at: NOW, status: "failed", retryable: true, problem: { ...FAULT, details: "" }, changes: [{ kind: "change", skill: "Billing", before: 2, after: 3, status: "failed" }] },
  { agentId: "n4", agent: "Noor Al-Hashimi", at: NOW, status: "held", retryable: false, problem: { title: "Someone changed this agent meanwhile", meaning: "Billing was 3 when you compared and is 2 now. You wanted 4.", next: "", details: "" },
    changes: [{ kind: "change", skill: "Billing", before: 3, after: 4, status: "held" }, { kind: "add", skill: "Chat", before: null, after: 2, status: "done" }] },
  { agentId: "n5", agent: "Pieter van Dijk", at: NOW, status: "held", retryable: false, problem: { title: "Someone changed this agent meanwhile", meaning: "Someone took Chat away. You wanted Chat 3.", next: "", details: "" },
    changes: [{ kind: "add", skill: "Chat", before: null, after: 3, status: "held" }] },
];

/** A page of the run's agents. */
export function feed(_id: string, filter: FeedFilter, from: number, count: number): FeedPage {
  if (filter === "needYou") return { total: NEED_YOU.length, items: NEED_YOU.slice(from, from + count) };
  const total = 249;
  return { total, items: Array.from({ length: Math.max(0, Math.min(count, total - from)) }, (_, index) => item(from + index)) };
}

export const handlers: Handlers = { runChanges: feed, saveResult: () => "Skills December 2026 result.xlsx", runs: () => [ended] };

export const running: AppView = { ...reviewing, step: "run", review: null, run };
const of = (part: Partial<RunView>): AppView => ({ ...running, run: { ...run, ...part } });
const paused = { sending: 0, waiting: 168 };

const cut: RunView = {
  ...run, status: "interrupted", asksAgain: true, agents: { total: 412, done: 246, failed: 3, held: 0, sending: 0, waiting: 163, skipped: 0 },
  reason: { title: "An update was interrupted", meaning: "The computer was switched off at 14:04, after 244 of 412 agents.", next: "", details: "" },
};

/** Presses a button that is followed by a question. */
const asked = async (page: Page, name: string) => {
  await page.getByRole("button", { name }).click();
  await page.getByRole("dialog").waitFor();
};

export const states: State[] = [
  { name: "06-run", app: running, handlers },
  {
    name: "06-run-slowed", handlers,
    app: of({ agents: { ...run.agents, ...paused }, left: 51, waitsSeconds: 18, slowed: 1, pace: [...PACE.slice(0, 40), 200, 100, 0, 0],
      reason: { title: "Northwind Care asked us to slow down", meaning: "", next: "", details: "14:04:51 429, Retry-After 18" } }),
  },
  { name: "06-run-pausing", app: of({ status: "pausing" }), handlers },
  { name: "06-run-paused", app: of({ status: "paused", agents: { ...run.agents, ...paused }, left: null }), handlers },
  {
    name: "06-run-offline", handlers,
    app: of({ offline: true, agents: { ...run.agents, ...paused }, left: null, pace: [...PACE.slice(0, 40), 200, 100, 0, 0],
      reason: { title: "No connection to the internet", meaning: "Nothing was sent. It can go on when the connection is back.", next: "Try again", details: "14:06:12, api.northwind.example: name could not be looked up" } }),
  },
  {
    name: "06-run-asleep", handlers,
    app: of({ status: "paused", agents: { ...run.agents, ...paused }, left: null,
      reason: { title: "The computer was asleep", meaning: "Skillsheet paused. What was under way is looked up before anything is sent.", next: "Go on", details: "" } }),
  },
  {
    name: "06-run-disk-full", handlers,
    app: of({ status: "paused", agents: { ...run.agents, ...paused }, left: null,
      reason: { title: "The disk is full", meaning: "Skillsheet notes each step before sending it, so it stopped. Free some space.", next: "Go on", details: "14:06:12, journal.db: database or disk is full" } }),
  },
  {
    name: "06-run-secret", handlers,
    app: of({ status: "paused", agents: { ...run.agents, ...paused }, left: null,
      reason: { title: "The client ID or the client secret is not right", meaning: "The contact centre does not know this pair. Often a character is missing at the end.", next: "Enter them again", details: "14:06:12 POST /oauth/token: 401" } }),
  },
  {
    name: "06-run-right", handlers,
    app: of({ status: "paused", agents: { ...run.agents, ...paused }, left: null,
      reason: { title: "One permission is missing: Change skills", meaning: "The client may not do this.", next: "Ask your admin to grant the scope user:skill:write to the client", details: "14:06:12 PUT /users/17/skills: 403" } }),
  },
  { name: "06-run-signing-in", app: of({ reason: { title: "Signing in again", meaning: "The sign-in ran out; that is normal.", next: "", details: "" } }), handlers },
  { name: "06-run-checking", app: of({ checking: true, left: null, agents: { ...run.agents, done: 409, failed: 3, sending: 0, waiting: 0 } }), handlers },
  { name: "06-run-trial-5", app: of({ status: "paused", trial: 5, elapsed: 2, left: null, agents: { ...run.agents, done: 5, failed: 0, sending: 0, waiting: 407 } }), handlers },
  { name: "06-run-trial", app: of({ status: "paused", trial: 10, elapsed: 3, left: null, agents: { ...run.agents, done: 10, failed: 0, sending: 0, waiting: 402 } }), handlers },
  { name: "06-run-stop", app: running, handlers, reach: (page) => asked(page, "Stop…") },
  { name: "06-run-start", app: of({ elapsed: 0, left: null, pace: [], allowed: null, seq: 0, agents: { total: 412, done: 0, failed: 0, held: 0, sending: 5, waiting: 407, skipped: 0 } }), handlers: { ...handlers, runChanges: () => ({ total: 0, items: [] }) } },
  {
    name: "06-resume", handlers,
    app: { ...running, run: null, interrupted: cut },
    reach: async (page) => { await page.getByRole("button", { name: "Show them" }).click(); },
  },
  {
    name: "06-resume-paused", handlers,
    app: { ...running, run: null, interrupted: { ...run, status: "paused", asksAgain: true, agents: { total: 412, done: 241, failed: 0, held: 3, sending: 5, waiting: 163, skipped: 0 }, left: null } },
  },
  { name: "07-results", app: { ...running, run: ended }, handlers },
  { name: "06-resume-asked", app: { ...running, run: null, interrupted: cut }, handlers, reach: (page) => asked(page, "Go on…") },
  { name: "07-results-retry", app: { ...running, run: ended }, handlers, reach: (page) => asked(page, "Retry 3 failed…") },
  { name: "07-results-set", app: { ...running, run: ended }, handlers, reach: (page) => asked(page, "Set 4: Noor Al-Hashimi") },
  { name: "07-results-sandbox", app: { ...running, run: { ...ended, kind: "sandbox", connection: "Northwind Care Test", asksAgain: false } }, handlers },
  { name: "07-results-ours", app: { ...running, run: ended }, handlers, reach: (page) => asked(page, "Set all ours…") },
  { name: "07-results-all", app: { ...running, run: { ...ended, agents: { ...ended.agents, done: 412, failed: 0, held: 0 }, changes: { ...ended.changes, done: 1236, failed: 0, held: 0 }, problemRows: 0, verified: true } }, handlers },
  { name: "07-results-stopped", app: { ...running, run: { ...ended, status: "cancelled", agents: { ...ended.agents, done: 246, failed: 3, held: 0, skipped: 163 } } }, handlers: { ...handlers, runChanges: () => ({ total: 3, items: NEED_YOU.slice(0, 3) }) } },
];
