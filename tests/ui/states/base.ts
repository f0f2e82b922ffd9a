/** What the states are built from. */
import type { AppView, ConnectionDraft, ConnectionView, SheetView } from "../../../ui/src/backend/bindings";
import { NOW } from "../far-end";
import { PLATFORMS } from "../platforms";

/** A draft of a product, with what is set otherwise than at first. */
function draftOf(platform: string, name: string, settings: Record<string, string>): ConnectionDraft {
  const defaults = PLATFORMS.find((each) => each.name === platform)?.defaults ?? {};
  return { name, kind: "production", platform, settings: { ...defaults, ...settings } };
}

export const northwind: ConnectionView = {
  id: "c1",
  name: "Northwind Care",
  product: "Other",
  place: "api.northwind.example",
  kind: "production",
  scale: { min: 0, max: 5, step: 1, best: "high" },
  listsDirectory: true,
  needsSecret: true,
  lastUsed: "2026-11-23T13:41:00Z",
  draft: draftOf("wrapped-put", "Northwind Care", {
    "api-url": "https://api.northwind.example", "login-url": "https://login.northwind.example", "client-id": "8f2c41d7-0b6e-4a53-9d0e-5c7e1a90b314", "max-level": "5", concurrency: "5", "rate-limit": "300/60",
    "users-path": "/users", "skills-path": "/skills", "user-skills-path": "/users/{userId}/skills",
  }),
};

export const northwindTest: ConnectionView = {
  ...northwind,
  id: "c2",
  name: "Northwind Care Test",
  product: "Genesys Cloud",
  place: "EMEA (Frankfurt)",
  kind: "sandbox",
  scale: { min: 0, max: 5, step: 0.5, best: "high" },
  lastUsed: "2026-11-19T08:58:00Z",
  draft: { ...draftOf("genesys-cloud", "Northwind Care Test", { region: "eu-central-1", "client-id": "8f2c41d7-0b6e-4a53-9d0e-5c7e1a90b314" }), kind: "sandbox" },
};

/** 1 is the best there. */
export const northwindUs: ConnectionView = {
  ...northwind,
  id: "c3",
  name: "Northwind Care US",
  product: "NICE CXone",
  place: "na1",
  scale: { min: 1, max: 20, step: 1, best: "low" },
  lastUsed: "2026-11-20T16:30:00Z",
  draft: draftOf("nice-cxone", "Northwind Care US", { region: "na1", "client-id": "Q7ZK2M4XN8RT5VWB3HJDC6PL" }),
};

export const practice: ConnectionView = {
  ...northwind,
  id: "practice",
  name: "Practice centre",
  product: "Practice centre",
  place: "Genesys Cloud",
  kind: "practice",
  scale: northwindTest.scale,
  lastUsed: NOW,
  draft: { ...draftOf("genesys-cloud", "Practice centre", { "api-url": "http://127.0.0.1:4010", "login-url": "http://127.0.0.1:4010", "client-id": "practice" }), kind: "practice" },
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
  recent: [],
  settings: { appearance: "light", textSize: 100, askName: true, warnShare: 20, halfPace: false, keptHistory: "forever" },
};

/** Connected, without a sheet. */
export const connected: AppView = { ...fresh, connections: [northwind, northwindTest, northwindUs, practice], current: "c1", step: "sheet" };

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
  headingRows: 1,
  headings: ["Team", "Agent", "Work e-mail", "Skill", "Level", "What to do"].map((text, column) => ({ column, letter: "ABCDEF".charAt(column), text })),
  layout: "list",
  rowsRead: 2760,
  agentsNamed: 690,
  rowsEmpty: 3,
  rowsHidden: 12,
  columnsHidden: 0,
  hiddenColumns: [],
  filtered: false,
  readsHidden: true,
  explanations: 0,
  totals: 0,
  why: { tab: "Its first tab with agents, skills and levels", headings: "Row 3 has “Agent”, “Skill” and “Level”", layout: "One row per agent and skill: column D names skills" },
  earlier: null,
  changedOnDisk: false,
  changesOnDisk: 0,
  problem: null,
  isSample: false,
  returned: null,
};
