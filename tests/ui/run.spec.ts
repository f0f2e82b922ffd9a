/** Run, its results, and History: what is shown, and what is asked for. */
import { expect, test } from "./far-end";
import { ended, run } from "./states/ended";
import { RUNS, handlers as pastHandlers, states as historyStates } from "./states/history";
import { feed, handlers, NEED_YOU, running, states } from "./states/run";

const state = (name: string) => [...states, ...historyStates].find((each) => each.name === name)!;
const open = { name: "run", app: running, handlers };

test("the run is told whole by its events, without asking again", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await expect(page.getByRole("heading", { name: "244 of 412 agents" })).toBeFocused();
  const next = { ...run, seq: 260, left: 31, agents: { ...run.agents, done: 252, waiting: 152 } };
  farEnd.app = { ...farEnd.app, run: next };
  await farEnd.emit({ event: "runChanged", run: next });
  await expect(page.getByRole("heading", { name: "255 of 412 agents" })).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "255");
});

test("a window that is opened again in the middle of a run goes on showing it", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await page.reload();
  await expect(page.getByRole("heading", { name: "244 of 412 agents" })).toBeVisible();
  const next = { ...run, seq: 300, agents: { ...run.agents, done: 297, waiting: 107 } };
  farEnd.app = { ...farEnd.app, run: next };
  await farEnd.emit({ event: "runChanged", run: next });
  await expect(page.getByRole("heading", { name: "300 of 412 agents" })).toBeVisible();
});

test("the list stands still under the pointer and says how much is new", async ({ page, farEnd }) => {
  let first = "Kwame Mensah";
  await farEnd.open({
    ...open,
    handlers: { ...handlers, runChanges: (id, filter, from, count) => { const page = feed(id, filter, from, count); return { ...page, items: page.items.map((item, index) => (index === 0 && from === 0 ? { ...item, agent: first } : item)) }; } },
  });
  const list = page.getByRole("region", { name: "Latest agents" });
  await expect(list.getByText("Kwame Mensah").first()).toBeVisible();
  await list.hover();
  first = "Ruth Campbell";
  const next = { ...run, seq: 270, agents: { ...run.agents, done: 253, waiting: 151 } };
  farEnd.app = { ...farEnd.app, run: next };
  await farEnd.emit({ event: "runChanged", run: next });
  await expect(page.getByRole("button", { name: "12 new" })).toBeVisible();
  await expect(list.getByText("Ruth Campbell")).toHaveCount(0);
  await page.getByRole("button", { name: "12 new" }).click();
  await expect(list.getByText("Ruth Campbell")).toBeVisible();
});

test("at the usual size of the window no level in the list is cut, and no skill but a very long one; what has no room is counted", async ({ page, farEnd }) => {
  await farEnd.open(open);
  const items = page.getByRole("region", { name: "Latest agents" }).getByRole("listitem");
  await expect(items.first()).toBeVisible();
  const cut = await items.locator("span").evaluateAll((all) => all.filter((each) => getComputedStyle(each).textOverflow === "ellipsis" && each.scrollWidth > each.clientWidth).map((each) => each.textContent));
  expect(new Set(cut)).toEqual(new Set(["Kundenservice Störungsmeldung Premium (2nd level)"]));
  await expect(items.getByText("and 1 more").first()).toBeVisible();
});

test("a button that is at work keeps the focus, and hands it to its opposite", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await page.getByRole("button", { name: "Pause" }).focus();
  await page.keyboard.press("Enter");
  await farEnd.change({ run: { ...run, status: "pausing" } });
  const pausing = page.getByRole("button", { name: "Pausing" });
  await expect(pausing).toBeFocused();
  await expect(pausing).toBeDisabled();
  await page.keyboard.press("Enter");
  await farEnd.change({ run: { ...run, status: "paused", agents: { ...run.agents, sending: 0, waiting: 168 } } });
  await expect(page.getByRole("button", { name: "Go on" })).toBeFocused();
  await page.keyboard.press("Enter");
  await farEnd.change({ run });
  await expect(page.getByRole("button", { name: "Pause" })).toBeFocused();
  expect(farEnd.argsOf("pauseRun")).toHaveLength(1);
  expect(farEnd.argsOf("resumeRun")).toEqual([["r1", false]]);
});

test("P pauses and goes on", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await page.keyboard.press("p");
  await expect.poll(() => farEnd.argsOf("pauseRun")).toHaveLength(1);
  await farEnd.change({ run: { ...run, status: "pausing" } });
  await expect(page.getByText("Pausing: 5 agents are still under way.")).toBeVisible();
  await farEnd.change({ run: { ...run, status: "paused", agents: { ...run.agents, sending: 0, waiting: 168 } } });
  await expect(page.getByText("Paused. Nothing is being sent.")).toBeVisible();
  await page.keyboard.press("p");
  await expect.poll(() => farEnd.argsOf("resumeRun")).toEqual([["r1", false]]);
});

test("a stop is asked for, with the safe button in hand", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await page.getByRole("button", { name: "Stop…" }).click();
  await expect(page.getByRole("heading", { name: "Stop after 249 agents?" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Keep going" })).toBeFocused();
  await page.keyboard.press("Enter");
  expect(farEnd.argsOf("cancelRun")).toEqual([]);
  await page.getByRole("button", { name: "Stop…" }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect.poll(() => farEnd.argsOf("cancelRun")).toEqual([["r1"]]);
});

test("after the first ten it waits for a word", async ({ page, farEnd }) => {
  await farEnd.open(state("06-run-trial"));
  await expect(page.getByText("10 agents are done.")).toBeVisible();
  // A single key, from anywhere, sends nobody.
  await page.keyboard.press("p");
  await farEnd.change({});
  expect(farEnd.argsOf("resumeRun")).toEqual([]);
  await page.getByRole("button", { name: "Go on with 402" }).click();
  await expect.poll(() => farEnd.argsOf("resumeRun")).toEqual([["r1", false]]);
});

test("a trial of five waits for a word about the rest", async ({ page, farEnd }) => {
  await farEnd.open(state("06-run-trial-5"));
  await expect(page.getByText("5 agents are done. Look at them in Northwind Care.")).toBeVisible();
  await page.getByRole("button", { name: "Stop here…" }).click();
  await page.getByRole("button", { name: "Not yet" }).click();
  await page.getByRole("button", { name: "Go on with 407" }).click();
  await expect.poll(() => farEnd.argsOf("resumeRun")).toEqual([["r1", false]]);
  expect(farEnd.argsOf("cancelRun")).toEqual([]);
});

test("what stopped a run has its next step on the filled button, or one for what comes first", async ({ page, farEnd }) => {
  await farEnd.open(state("06-run-asleep"));
  const told = page.getByRole("alert");
  await expect(told.getByText("The computer was asleep.")).toBeVisible();
  await expect(told.getByRole("button", { name: "Go on" })).toHaveCount(0);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect.poll(() => farEnd.argsOf("resumeRun")).toEqual([["r1", false]]);
  await farEnd.change({ run: { ...run, status: "paused", reason: { title: "Northwind Care has a fault", meaning: "The run paused after 20 in a row.", next: "Try again", details: "" } } });
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Go on" })).toHaveCount(0);
});

test("a secret that ended is entered on the connection’s page, and a right is asked for", async ({ page, farEnd, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await farEnd.open(state("06-run-right"));
  await page.getByRole("button", { name: "Copy a message for your admin" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("user:skill:write");
  await farEnd.change({ run: state("06-run-secret").app.run });
  await page.getByRole("button", { name: "Enter new secret" }).click();
  await expect(page.getByRole("heading", { name: "Edit Northwind Care" })).toBeVisible();
});

test("without a connection it says that it goes on by itself, and may be asked to try at once", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await farEnd.change({ run: state("06-run-offline").app.run });
  await expect(page.getByText("No connection to the internet.", { exact: true })).toBeVisible();
  await expect(page.getByText("Paused at 244 of 412. It goes on by itself when the connection is back.")).toBeVisible();
  await expect(page.getByText("Time left unknown")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "No connection to the internet. Paused at 244 of 412 agents" })).toHaveCount(1);
  await page.getByRole("button", { name: "Try now" }).click();
  await expect.poll(() => farEnd.argsOf("resumeRun")).toEqual([["r1", false]]);
  await page.keyboard.press("p");
  await expect.poll(() => farEnd.argsOf("pauseRun")).toHaveLength(1);
});

test("at its end a run looks once more, and the result says that it did", async ({ page, farEnd }) => {
  await farEnd.open(state("06-run-checking"));
  await expect(page.getByText("Looking once more")).toBeVisible();
  await expect(page.getByText("Time left unknown")).toHaveCount(0);
  await farEnd.change({ run: state("07-results-all").app.run });
  await expect(page.getByText("Looked at once more: they stayed.")).toBeVisible();
});

test("everybody held back is settled by one decision; to overwrite is asked once more", async ({ page, farEnd }) => {
  await farEnd.open(state("07-results"));
  await page.getByRole("button", { name: "Keep all theirs" }).click();
  await expect.poll(() => farEnd.argsOf("settleHeld")).toEqual([["r1", [], false, false]]);
  await page.getByRole("button", { name: "Set all ours…" }).click();
  await expect(page.getByRole("heading", { name: "Set what your sheet says for 2 agents?" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Not yet" })).toBeFocused();
  await page.getByRole("button", { name: "Set ours" }).click();
  await expect.poll(() => farEnd.argsOf("settleHeld")).toEqual([["r1", [], false, false], ["r1", [], true, true]]);
});

test("a wait is told politely, with how long it lasts; the pace says what is allowed", async ({ page, farEnd }) => {
  await farEnd.open(open);
  await farEnd.change({ run: state("06-run-slowed").app.run });
  await expect(page.getByText("We go on by ourselves in 18 s.")).toBeVisible();
  await expect(page.getByText("18 s of that is waiting")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Northwind Care asked us to slow down" })).toHaveCount(1);
  await expect(page.getByRole("img", { name: "Pace: now 0 requests a minute, allowed 300" })).toBeVisible();
});

test("a run that was paused when the window was closed is offered again, and says so", async ({ page, farEnd }) => {
  await farEnd.open(state("06-resume-paused"));
  await expect(page.getByRole("alert").getByText("An update is paused. It stopped after 244 of 412 agents.")).toBeVisible();
  await expect(page.getByText("Were under way when it stopped. They are looked up before anything is sent.")).toBeVisible();
  await page.getByRole("button", { name: "Go on…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Go on", exact: true }).click();
  await expect.poll(() => farEnd.argsOf("resumeRun")).toEqual([["r1", true]]);
});

test("an interrupted run sends nothing until it is told to, and production asks once more", async ({ page, farEnd }) => {
  await farEnd.open({ ...state("06-resume"), reach: async () => {} });
  await expect(page.getByRole("heading", { name: "Go on with 163 agents?" })).toBeFocused();
  await page.getByRole("button", { name: "Go on…" }).click();
  await expect(page.getByRole("button", { name: "Not yet" })).toBeFocused();
  expect(farEnd.argsOf("resumeRun")).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  await expect.poll(() => farEnd.argsOf("resumeRun")).toEqual([["r1", true]]);
});

test("the results: each agent that needs a word can get one", async ({ page, farEnd }) => {
  await farEnd.open(state("07-results-sandbox"));
  await expect(page.getByRole("heading", { name: "407 of 412 agents are up to date" })).toBeFocused();
  await page.getByRole("button", { name: "Retry Ruth Campbell" }).click();
  await expect.poll(() => farEnd.argsOf("retryFailed").at(-1)).toEqual(["r1", ["n2"], false]);
  await page.getByRole("button", { name: "Set 4: Noor Al-Hashimi" }).click();
  await expect.poll(() => farEnd.argsOf("settleHeld").at(-1)).toEqual(["r1", ["n4"], true, false]);
  await page.getByRole("button", { name: "Leave it: Pieter van Dijk" }).click();
  await expect.poll(() => farEnd.argsOf("settleHeld").at(-1)).toEqual(["r1", ["n5"], false, false]);
  await page.getByRole("button", { name: "Retry 3 failed" }).click();
  await expect.poll(() => farEnd.argsOf("retryFailed").at(-1)).toEqual(["r1", [], false]);
  await expect(page.getByRole("row").filter({ hasText: "Elif Demir" }).getByRole("button", { name: "Retry" })).toHaveCount(0);
  await page.getByRole("row").filter({ hasText: "Elif Demir" }).getByRole("button", { name: "Details" }).click();
  await expect(page.getByText(NEED_YOU[0]!.problem!.details)).toBeVisible();
});

/** What begins to send again after a run: its button, the question, the answer, and what is asked for then. */
const AGAIN = [
  { button: "Retry 3 failed…", question: "Update 3 agents again?", verb: "Retry", sent: "retryFailed", args: ["r1", [], true] },
  { button: "Retry Ruth Campbell", question: "Update Ruth Campbell again?", verb: "Retry", sent: "retryFailed", args: ["r1", ["n2"], true] },
  { button: "Set 4: Noor Al-Hashimi", question: "Set 4 for Noor Al-Hashimi?", verb: "Set 4", sent: "settleHeld", args: ["r1", ["n4"], true, true] },
  { button: "Add Chat: Pieter van Dijk", question: "Add Chat for Pieter van Dijk?", verb: "Add Chat", sent: "settleHeld", args: ["r1", ["n5"], true, true] },
  { button: "Set all ours…", question: "Set what your sheet says for 2 agents?", verb: "Set ours", sent: "settleHeld", args: ["r1", [], true, true] },
] as const;

test("real agents are asked about before anything is sent to them again", async ({ page, farEnd }) => {
  await farEnd.open(state("07-results"));
  for (const { button, question, verb, sent, args } of AGAIN) {
    const before = farEnd.argsOf(sent).length;
    await page.getByRole("button", { name: button }).click();
    const dialog = page.getByRole("dialog", { name: question });
    await expect(dialog.getByText("PRODUCTION")).toBeVisible();
    await expect(dialog.getByText("Northwind Care", { exact: true })).toBeVisible();
    await expect(dialog.getByText(/These are real agents\. Calls follow the new skills at once\.$/)).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Not yet" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("button", { name: button })).toBeFocused();
    expect(farEnd.argsOf(sent)).toHaveLength(before);
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("dialog").getByRole("button", { name: verb, exact: true }).click();
    await expect.poll(() => farEnd.argsOf(sent).at(-1)).toEqual(args);
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

test("a run that was taken up again to decide something is asked about before it goes on", async ({ page, farEnd }) => {
  await farEnd.open({ ...open, app: { ...running, run: { ...run, status: "paused", asksAgain: true, agents: { ...run.agents, sending: 0, waiting: 168 } } } });
  await page.getByRole("button", { name: "Go on…" }).focus();
  await page.keyboard.press("p");
  await expect(page.getByRole("heading", { name: "Go on with 168 agents now?" })).toBeVisible();
  expect(farEnd.argsOf("resumeRun")).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  await expect.poll(() => farEnd.argsOf("resumeRun")).toEqual([["r1", true]]);
});

test("the result workbook is saved under a name that is told", async ({ page, farEnd }) => {
  await farEnd.open(state("07-results-all"));
  await expect(page.getByRole("heading", { name: "All 412 agents are up to date" })).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Skills December 2026 result.xlsx")).toBeVisible();
  await page.getByRole("button", { name: "Undo this run…" }).click();
  await expect.poll(() => farEnd.argsOf("planUndo")).toEqual([["r1"]]);
  await page.getByRole("button", { name: "New update" }).last().click();
  await expect.poll(() => farEnd.argsOf("closeSheet")).toHaveLength(1);
});

test("a run that was undone cannot be undone again", async ({ page, farEnd }) => {
  await farEnd.open({ ...open, app: { ...running, run: { ...ended, undoneBy: "r9" } } });
  await expect(page.getByRole("button", { name: "Undo this run…" })).toHaveCount(0);
});

test("the history goes from run to run by the arrows, finds, and links an undo with what it undid", async ({ page, farEnd }) => {
  await farEnd.open(state("08-history"));
  await page.getByRole("button", { name: "Skills December 2026.xlsx" }).first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("heading", { name: "Today, 10:15" })).toBeVisible();
  await page.getByRole("button", { name: "Show what it undid" }).click();
  await expect(page.getByRole("heading", { name: "20 Nov, 16:30" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo this run…" })).toHaveCount(0);
  await page.keyboard.press("Control+f");
  await page.keyboard.type("spanish");
  await expect(page.getByRole("button", { name: "Spanish cover week 47.xlsx" })).toHaveCount(2);
  await page.getByRole("searchbox").fill("nobody");
  await expect(page.getByText("No update fits")).toBeVisible();
});

test("an undo from the history is a review; removing a run is asked for", async ({ page, farEnd }) => {
  await farEnd.open(state("08-history"));
  await page.getByRole("button", { name: "Remove from history…" }).click();
  await expect(page.getByRole("button", { name: "Keep it" })).toBeFocused();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect.poll(() => farEnd.argsOf("removeRun")).toEqual([["r1"]]);
  await page.getByRole("button", { name: "Undo this run…" }).click();
  await expect.poll(() => farEnd.argsOf("planUndo")).toEqual([["r1"]]);
  await expect(page.getByRole("button", { name: "New update" })).toHaveAttribute("aria-current", "page");
  expect(pastHandlers.runs!("")).toHaveLength(RUNS.length);
});
