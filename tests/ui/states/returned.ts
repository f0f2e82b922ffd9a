/** A result workbook that comes back: the question, and what can be open in its run. */
import type { AppView, ReturnedView, RunView, TallyView } from "../../../ui/src/backend/bindings";
import type { State } from "../far-end";
import { connected, december, northwindTest } from "./base";
import { ended } from "./ended";
import { previewOfDecember } from "./sheet";

const tally = (part: Partial<TallyView>): TallyView => ({ total: 412, done: 0, failed: 0, held: 0, sending: 0, waiting: 0, skipped: 0, ...part });

export const cut: RunView = { ...ended, status: "interrupted", startedAt: "2026-11-20T14:04:02Z", endedAt: null, agents: tally({ done: 246, failed: 3, waiting: 163 }) };

const sheet = { ...december, fileName: "Skills December 2026 result.xlsx" };

/** A result workbook in hand, of a run. */
export function returned(run: RunView | null, part: Partial<ReturnedView>): AppView {
  return { ...connected, sheet: { ...sheet, returned: { run, elsewhere: false, waiting: 0, way: "nothing", hasTodo: true, ...part } } };
}

const failed: RunView = { ...cut, status: "completed", kind: "sandbox", asksAgain: false, connection: northwindTest.name, place: "Genesys Cloud · EMEA (Frankfurt)", agents: tally({ done: 409, failed: 3 }) };
const done: RunView = { ...cut, status: "completed", agents: tally({ done: 412 }) };
const handlers = { previewRows: previewOfDecember };

export const states: State[] = [
  { name: "03-result-continue", app: returned(cut, { waiting: 163, way: "resume" }), handlers },
  { name: "03-result-retry-elsewhere", app: returned(failed, { way: "retry", elsewhere: true }), handlers },
  { name: "03-result-held", app: returned({ ...done, agents: tally({ done: 410, held: 2 }) }, { way: "settle" }), handlers },
  { name: "03-result-stopped", app: returned({ ...done, status: "cancelled", agents: tally({ done: 249, skipped: 163 }) }, {}), handlers },
  { name: "03-result-done", app: returned(done, { hasTodo: false }), handlers },
  {
    name: "03-result-asked", app: returned(cut, { waiting: 163, way: "resume" }), handlers,
    reach: async (page) => { await page.getByRole("button", { name: "Continue that run…" }).click(); await page.getByRole("button", { name: "Not yet" }).waitFor(); },
  },
  { name: "03-result-unknown", app: returned(null, {}), handlers, reach: (page) => page.getByText("Daniel Ferreira").first().waitFor() },
];
