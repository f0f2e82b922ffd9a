/** What the states are built from. */
import type { AppView, ConnectionDraft, ConnectionView, SheetView } from "../../../ui/src/backend/bindings";
import { NOW } from "../far-end";

export const draft: ConnectionDraft = {
  name: "Northwind Care",
  kind: "production",
  apiUrl: "https://api.northwind.example",
  loginUrl: "https://login.northwind.example",
  clientId: "8f2c41d7-0b6e-4a53-9d0e-5c7e1a90b314",
  scale: { min: 0, max: 5, step: 1, best: "high" },
  concurrency: 5,
  rateLimit: { requests: 300, seconds: 60 },
  writes: "replace",
  body: "wrapper",
  listsDirectory: true,
  usersPath: "/users",
  skillsPath: "/skills",
  userSkillsPath: "/users/{userId}/skills",
};

export const northwind: ConnectionView = {
  id: "c1",
  name: "Northwind Care",
  product: "Other",
  place: "api.northwind.example",
  kind: "production",
  scale: draft.scale,
  lastUsed: "2026-11-23T13:41:00Z",
  draft,
};

export const northwindTest: ConnectionView = {
  ...northwind,
  id: "c2",
  name: "Northwind Care Test",
  place: "api.test.northwind.example",
  kind: "sandbox",
  lastUsed: "2026-11-19T08:58:00Z",
  draft: { ...draft, name: "Northwind Care Test", kind: "sandbox", apiUrl: "https://api.test.northwind.example" },
};

export const practice: ConnectionView = {
  ...northwind,
  id: "practice",
  name: "Practice centre",
  product: "Practice centre",
  place: "this computer",
  kind: "practice",
  lastUsed: NOW,
  draft: { ...draft, name: "Practice centre", kind: "practice", apiUrl: "http://127.0.0.1:4010", loginUrl: "" },
};

/** A first start: nothing is there. */
export const fresh: AppView = {
  revision: 1,
  version: "0.1.0",
  safeName: "Windows Credential Manager",
  connections: [],
  current: null,
  step: "welcome",
  sheet: null,
  matching: null,
  review: null,
  run: null,
  interrupted: null,
  task: null,
  settings: { appearance: "light", textSize: 100, askName: true, warnShare: 20, halfPace: false },
};

/** Connected, without a sheet. */
export const connected: AppView = { ...fresh, connections: [northwind, northwindTest, practice], current: "c1", step: "sheet" };

export const december: SheetView = {
  fileName: "Skills December 2026.xlsx",
  sizeBytes: 214_000,
  savedAt: "2026-11-23T13:41:00Z",
  tabs: [
    { name: "December", hidden: false, hasAgents: true },
    { name: "November", hidden: false, hasAgents: true },
    { name: "Lists", hidden: false, hasAgents: false },
  ],
  tab: 0,
  width: 6,
  lastRow: 2766,
  headingRow: 3,
  headings: ["Team", "Agent", "Work e-mail", "Skill", "Level", "What to do"].map((text, column) => ({ column, letter: "ABCDEF".charAt(column), text })),
  layout: "list",
  rowsRead: 2760,
  agentsNamed: 690,
  rowsEmpty: 3,
  rowsHidden: 12,
  problem: null,
  isSample: false,
};
