/** One run, under way and ended. */
import type { RunView } from "../../../ui/src/backend/bindings";

/** The samples of a run that soon reached the allowed pace. */
export const PACE = Array.from({ length: 49 }, (_, second) => Math.min(300 - (second % 3), second * 36));

export const run: RunView = {
  id: "r1", status: "running", seq: 249, offline: false, reason: null, waitsSeconds: null, sheet: "Skills December 2026.xlsx", connection: "Northwind Care", connectionId: "c1", place: "Other · api.northwind.example",
  kind: "production", mode: "merge", by: "Carla Jensen", startedAt: "2026-11-23T14:04:02Z", endedAt: null, elapsed: 49, left: 33,
  agents: { total: 412, done: 241, failed: 3, held: 0, sending: 5, waiting: 163, skipped: 0 },
  changes: { total: 1236, done: 720, failed: 9, held: 0, sending: 15, waiting: 492, skipped: 0 },
  byKind: [{ kind: "change", count: 893 }, { kind: "add", count: 266 }, { kind: "remove", count: 62 }], sameRows: 1508, problemRows: 16,
  requests: 252, pace: PACE, allowed: { requests: 300, seconds: 60 }, pacePublished: true, slowed: 0, trial: null, checking: false, verified: false, asksAgain: false, undoneBy: null, undoOf: null,
};

/** A run that ended with something left to do. */
export const ended: RunView = {
  ...run, status: "completed", asksAgain: true, endedAt: "2026-11-23T14:05:29Z", elapsed: 87, left: null,
  agents: { total: 412, done: 407, failed: 3, held: 2, sending: 0, waiting: 0, skipped: 0 }, changes: { total: 1236, done: 1221, failed: 7, held: 8, sending: 0, waiting: 0, skipped: 0 },
};
