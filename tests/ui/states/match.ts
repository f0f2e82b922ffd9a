/** Match: columns, names, and the question about the scale. */
import type { AppView, ColumnView, LayoutView, MarkView, MatchView, NamesPage, NameView } from "../../../ui/src/backend/bindings";
import type { Handlers, State } from "../far-end";
import { connected, december, practice } from "./base";

const columns: ColumnView[] = [
  { field: "agent", column: 2, content: "adaeze.okafor@nw.example, jonas.mueller@nw.example, hana.suzuki@nw.example", sure: "sure", why: "Headed “Work e-mail”, and its values are agents’ e-mails", optional: false },
  { field: "skill", column: 3, content: "Billing, Returns, Fraud, Technical support", sure: "sure", why: "Headed “Skill”, and its values are known skills", optional: false },
  { field: "proficiency", column: 4, content: "0 to 5.", sure: "sure", why: "Headed “Level”", optional: false },
  { field: "action", column: 5, content: "“remove” takes it away. Empty sets the level.", sure: "likely", why: "Headed “What to do”", optional: true },
];

export const matching: MatchView = {
  columns, skillColumns: 0, marks: [], unused: ["Team", "Agent"], agents: 1842, skills: 67, readAt: "2026-11-23T14:01:00Z",
  openSkills: 2, openAgents: 3, matched: 745, sureSkills: 1, sureAgents: 1, looksInverted: false, turnedRound: false,
};

const name = (part: Partial<NameView> & Pick<NameView, "written">): NameView => ({ thing: "skill", rows: 12, why: "", candidates: [], sure: false, settled: null, leftOut: false, remembered: false, ...part });

const SKILLS: NameView[] = [
  name({ written: "Billng", rows: 37, why: "One letter is missing", sure: true, candidates: [{ id: "s1", name: "Billing", detail: "" }, { id: "s2", name: "Billing DE", detail: "" }] }),
  name({ written: "Tech Support L2", rows: 12, why: "Nearest, please check", candidates: [{ id: "s3", name: "Technical support", detail: "" }] }),
];

const AGENTS: NameView[] = [
  name({ thing: "agent", written: "j.mueller@nw.example", rows: 4, why: "Nearest by e-mail", sure: true, candidates: [{ id: "a1", name: "Jonas Müller", detail: "jonas.mueller@nw.example" }] }),
  name({
    thing: "agent", written: "Maria Silva", rows: 4, why: "Two agents are called Maria Silva",
    candidates: [{ id: "a2", name: "Maria Silva", detail: "maria.silva@nw.example · Billing DE" }, { id: "a3", name: "Maria Silva", detail: "maria.silva2@nw.example · Sales" }],
  }),
  name({ thing: "agent", written: "Former Colleague With A Very Long Name That Goes On", rows: 1, why: "Nobody like this" }),
];

const MATCHED: NameView[] = [
  name({ thing: "agent", written: "adaeze.okafor@nw.example", rows: 4, why: "by e-mail", candidates: [{ id: "a9", name: "Adaeze Okafor", detail: "adaeze.okafor@nw.example" }] }),
  name({ written: "Refunds", rows: 18, why: "you chose it", settled: "s9", candidates: [{ id: "s9", name: "Returns", detail: "" }] }),
  name({ thing: "agent", written: "Maria S", rows: 2, why: "as you chose before", remembered: true, candidates: [{ id: "a2", name: "Maria Silva", detail: "maria.silva@nw.example · Billing DE" }] }),
  name({ written: "Old skill", rows: 2, why: "you left it out", leftOut: true }),
];

const page = (names: NameView[], total = names.length): NamesPage => ({ total, names });

export const handlers: Handlers = {
  names: (which, search) => {
    const all = which === "skills" ? SKILLS : which === "agents" ? AGENTS : MATCHED;
    return page(all.filter(({ written }) => written.toLowerCase().includes(search.toLowerCase())));
  },
  findInDirectory: (_thing, text) => [{ id: "a7", name: "Ruth Campbell", detail: "ruth.campbell@nw.example" }, { id: "a8", name: "Ruth Okafor", detail: "ruth.okafor@nw.example" }].filter((each) => each.name.toLowerCase().includes(text.toLowerCase())),
  useSureSuggestions: () => 1,
};

export const marks: MarkView[] = [
  { written: "★★★", first: "E4", cells: 812, proposed: { means: "level", level: 3 }, said: null },
  { written: "Expert", first: "E17", cells: 40, proposed: { means: "level", level: 5 }, said: { means: "level", level: 4 } },
  { written: "x", first: "E23", cells: 9, proposed: { means: "level", level: 1 }, said: null },
  { written: "no longer on this queue, see e-mail", first: "E90", cells: 1, proposed: { means: "nothing" }, said: null },
];

export const matchApp: AppView = { ...connected, step: "match", sheet: december, matching };
const laidOut = (layout: LayoutView, part: Partial<MatchView>): AppView => ({ ...matchApp, sheet: { ...december, layout }, matching: { ...matching, ...part } });
const withMatching = (part: Partial<MatchView>): AppView => ({ ...matchApp, matching: { ...matching, ...part } });

export const states: State[] = [
  { name: "04-match", app: matchApp, handlers, reach: (page) => page.getByText("Tech Support L2").first().waitFor() },
  {
    name: "04-match-agents",
    app: matchApp,
    handlers,
    reach: async (page) => {
      await page.getByRole("tab", { name: /Agents/ }).click();
      await page.getByText("j.mueller@nw.example").first().waitFor();
    },
  },
  {
    name: "04-match-matched",
    app: matchApp,
    handlers,
    reach: async (page) => {
      await page.getByRole("tab", { name: /Matched/ }).click();
      await page.getByText("Refunds").first().waitFor();
    },
  },
  {
    name: "04-match-chooser",
    app: matchApp,
    handlers,
    reach: async (page) => {
      await page.getByRole("combobox", { name: "Column of the action" }).click();
      await page.getByRole("option", { name: "Not used" }).waitFor();
    },
  },
  {
    name: "04-match-find",
    app: matchApp,
    handlers,
    reach: async (page) => {
      await page.getByRole("tab", { name: /Agents/ }).click();
      await page.getByRole("button", { name: "Find the agent…" }).click();
      await page.getByLabel(/Part of the agent/).fill("ruth");
      await page.getByText("2 found").waitFor();
    },
  },
  { name: "04-match-all", app: withMatching({ openSkills: 0, openAgents: 0, matched: 750, sureSkills: 0, sureAgents: 0 }), handlers, reach: (page) => page.getByText("All 750 names match").first().waitFor() },
  { name: "04-match-inverted", app: { ...withMatching({ looksInverted: true, columns: columns.map((column) => (column.field === "proficiency" ? { ...column, content: "1 to 20." } : column)) }), current: "c3" }, handlers, reach: (page) => page.getByText("Tech Support L2").first().waitFor() },
  { name: "04-match-turned", app: withMatching({ turnedRound: true }), handlers, reach: (page) => page.getByText("Tech Support L2").first().waitFor() },
  {
    name: "04-match-earlier",
    app: { ...matchApp, sheet: { ...december, earlier: { sheet: "Skills November 2026.xlsx", at: "2026-10-30T15:20:00Z" } } },
    handlers,
    reach: (page) => page.getByText("Matched like last time.").waitFor(),
  },
  {
    name: "04-match-changed",
    app: { ...matchApp, sheet: { ...december, changedOnDisk: true, changesOnDisk: 1 } },
    handlers,
    reach: (page) => page.getByText("was saved again after we read it").waitFor(),
  },
  {
    name: "04-match-check",
    app: withMatching({ columns: columns.map((column, index) => ({ ...column, sure: index === 1 ? "pleaseCheck" : column.sure, why: index === 1 ? "A third of its values are known skills" : column.why })) }),
    handlers,
    reach: (page) => page.getByText("A third of its values").waitFor(),
  },
  { name: "04-match-legend", app: withMatching({ marks }), handlers, reach: (page) => page.getByText("What these mean").first().waitFor() },
  {
    name: "04-match-legend-choices",
    app: withMatching({ marks }),
    handlers,
    reach: async (page) => {
      await page.getByRole("combobox", { name: "What “x” means" }).click();
      await page.getByRole("option", { name: /Take it away/ }).waitFor();
    },
  },
  { name: "04-match-legend-said", app: withMatching({ marks: marks.map((mark) => ({ ...mark, said: mark.said ?? mark.proposed })) }), handlers, reach: (page) => page.getByText("“★★★” is 3").first().waitFor() },
  {
    name: "04-match-two-names",
    app: withMatching({
      columns: [
        { ...columns[0]!, column: 0, content: "Adaeze Okafor, Jonas Müller, Hana Suzuki", why: "Headed “First name” and “Last name”; together they name an agent in 200 of 200 rows looked at" },
        { field: "agentRest", column: 1, content: "Okafor, Müller, Suzuki", sure: "sure", why: "Headed “First name” and “Last name”; together they name an agent in 200 of 200 rows looked at", optional: true },
        ...columns.slice(1),
      ],
    }),
    handlers,
    reach: (page) => page.getByRole("combobox", { name: "Column of the rest of the agent’s name" }).waitFor(),
  },
  {
    name: "04-match-packed",
    app: laidOut("packed", { columns: [columns[0]!, { ...columns[1]!, content: "Billing:5, Spanish:3, Chat:4, Returns:2" }], unused: ["Team"] }),
    handlers,
    reach: (page) => page.getByText("Skills and levels").waitFor(),
  },
  {
    name: "04-match-transposed",
    app: laidOut("transposed", { columns: [{ ...columns[1]!, column: 0 }], skillColumns: 48, unused: [] }),
    handlers,
    reach: (page) => page.getByText("48 columns, one for each agent").waitFor(),
  },
  {
    name: "04-match-grid",
    app: { ...laidOut("grid", { columns: [{ ...columns[0]!, content: "Adaeze Okafor, Jonas Müller, Hana Suzuki" }], skillColumns: 48, unused: [] }), current: practice.id },
    handlers,
    reach: (page) => page.getByText("Tech Support L2").first().waitFor(),
  },
  {
    name: "04-match-reading",
    app: { ...matchApp, matching: null, task: { id: "readingDirectory", label: "Reading agents and skills", agents: null, done: 1200, total: 1842, left: 12 } },
    reach: (page) => page.getByText("1,200 of 1,842").waitFor(),
  },
  { name: "04-match-not-read", app: { ...matchApp, matching: null }, reach: (page) => page.getByText("Agents and skills are not read yet").waitFor() },
];
