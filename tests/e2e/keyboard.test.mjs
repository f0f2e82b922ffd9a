// From the first start to a run that is put back, by keyboard alone: at each step the focus is where it is said to be, and seen.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { Key } from 'selenium-webdriver';
import { answerFileDialog } from './harness/dialog.mjs';
import { journey } from './harness/journey.mjs';
import { NAME, northwind } from './harness/northwind.mjs';
import { fulfilled } from './harness/oracle.mjs';
import { until } from './harness/processes.mjs';

/** Agents whose row asks for another level of a skill that they have; what `northwind` gives beside is mended in the window. */
const AGENTS = 30;
const MISSPELT = 'Billng';
/** The level that is typed in Review. */
const EDITED = 42;

const button = (name) => ({ role: 'button', name });
const guarded = { role: 'textbox', name: `Type ${NAME} to go on` };
const heading = (name) => ({ role: 'heading', name });

/** Tab to it, and it is seen to have the focus. */
async function tabTo(window, query, options) {
  await window.reach(query, options);
  await window.focused(query, options);
}

async function enter(window, query, options) {
  await tabTo(window, query, options);
  await window.press(Key.ENTER);
}

async function write(window, query, text) {
  await tabTo(window, query);
  await window.chord(Key.CONTROL, 'a');
  await window.press(text);
}

/** Presses the filled button from wherever the focus is; the next screen's heading takes it. */
async function goOn(window, next) {
  await window.chord(Key.CONTROL, Key.ENTER);
  await window.focused(heading(next), { seconds: 60 });
}

/** From the first start to a saved production connection. */
async function connect(window, centre) {
  await window.focused(heading('Choose your contact centre'));
  await enter(window, button(/^Other/));
  await window.focused(heading('Connect your contact centre'));
  await write(window, { role: 'textbox', name: 'Address' }, centre.origin);
  await write(window, { role: 'textbox', name: 'Client ID' }, 'practice-client');
  await write(window, { label: 'Client secret' }, 'practice-secret');
  await write(window, { role: 'spinbutton', name: 'Highest level' }, '100');
  await write(window, { role: 'textbox', name: 'Name' }, NAME);
  await window.chord(Key.CONTROL, Key.ENTER);
  await window.one(button('Save and choose a sheet'));
  await window.picture('tested');
  await goOn(window, 'Choose your sheet');
}

/** Which wish a line of the table stands for: its row in the sheet, below the headings. */
const rowOf = (said) => Number(/Row (\d+)\./.exec(said)[1]) - 2;

/** Presses Tab until the focus is on a line of the table. */
async function tabToTable(window) {
  await until('Tab to lead to the table', async () => {
    if (await window.focusedRow() !== null) return true;
    await window.press(Key.TAB);
    return false;
  }, { every: 0 });
}

/** Tab goes round inside the dialog that is open and never out of it; Escape closes it. */
async function roundAndOut(window) {
  const dialog = await window.one({ role: 'dialog' });
  const buttons = await window.all({ role: 'button' }, dialog);
  for (let stops = 2 * buttons.length + 2; stops > 0; stops -= 1) {
    await window.press(Key.TAB);
    // The rim of the dialog hands the focus on, which takes a moment.
    await until('Tab to stay inside', () => window.holdsFocus(dialog));
  }
  await window.press(Key.ESCAPE);
  await window.gone({ role: 'dialog' });
}

/** The guard of a production connection: asked by the filled button's key, passed by the name alone. */
async function passTheGuard(window, title) {
  await window.chord(Key.CONTROL, Key.ENTER);
  await window.focused(guarded, { within: await window.one({ role: 'dialog', name: title }) });
  await window.press(NAME.slice(0, 5), Key.ENTER);
  await window.chord(Key.CONTROL, Key.ENTER);
  await window.focused(guarded);
  await window.press(NAME.slice(5), Key.ENTER);
}

/** The sheet of the journey: what it asks for once it is mended, and the agents of its special rows. */
function prepare(desk, { before: { assignments, directory }, changed }) {
  const billing = directory.skills.find(({ name }) => name === 'Billing');
  const wishes = changed.map(({ id }) => {
    const [[skill, level]] = Object.entries(assignments[id]);
    return { agent: id, skill, level: level === 50 ? 60 : 50 };
  });
  const others = directory.agents.filter((agent) => agent.active && !changed.includes(agent));
  const [misspelt, high, higher] = others;
  wishes.push({ agent: misspelt.id, skill: billing.id, level: 77 }, { agent: high.id, skill: billing.id, level: 130 }, { agent: higher.id, skill: billing.id, level: 150 });
  const nameOf = (list, id) => list.find((each) => each.id === id);
  const lines = wishes.map(({ agent, skill, level }) => [
    nameOf(directory.agents, agent).email, agent === misspelt.id ? MISSPELT : nameOf(directory.skills, skill).name, level,
  ]);
  const sheet = desk.document('Skills.csv');
  writeFileSync(sheet, [['E-mail', 'Skill', 'Proficiency'], ...lines].map((line) => line.join(',')).join('\n'));
  return { sheet, wishes: wishes.map((wish) => ({ ...wish, level: Math.min(wish.level, 100) })) };
}

journey('everything is done by keyboard alone, and the focus is always seen', 'keyboard', async ({ desk, open }) => {
  const start = await northwind(desk, AGENTS);
  const { centre, before, writes } = start;
  const { sheet, wishes } = prepare(desk, start);
  const window = await open();
  await connect(window, centre);

  await window.chord(Key.CONTROL, 'o');
  await answerFileDialog(desk, 'Choose', sheet);
  await window.one(heading('Skills.csv'));
  await goOn(window, 'Match columns and names');
  await enter(window, button('Use in 1 row'));
  await window.focused(button('Next: compare with live skills'));
  await window.picture('matched');
  await goOn(window, /^Review \d+ changes$/);

  // Two problems: each is gone to by F8, and after a repair the focus is on the next one's, then on what comes next.
  await window.press(Key.F8);
  await window.focused(button(/^Use 100: /));
  assert.match(await window.focusedRow(), /^Problem\. /);
  await window.picture('problem');
  await window.press(Key.ENTER);
  await window.one({ role: 'tab', name: 'Problems 1' });
  await window.focused(button(/^Use 100: /));
  await window.press(Key.ENTER);
  await window.focused(button(/^Update \d+ agents…$/));

  await window.press(Key.ENTER);
  await window.focused(guarded, { within: await window.one({ role: 'dialog', name: /^Update \d+ agents now\?$/ }) });
  await roundAndOut(window);
  await window.focused(button(/^Update \d+ agents…$/));

  // The table: one stop, in which the arrows lead.
  await window.chord(Key.ALT, '3');
  await window.one({ role: 'tab', name: `Change ${AGENTS}`, selected: true });
  await tabToTable(window);
  await window.chord(Key.CONTROL, Key.HOME);
  await window.focused(button(`Change, ${AGENTS}`));
  await window.press(Key.ARROW_DOWN);
  await window.focused({ role: 'checkbox', name: /^Include / , checked: true });
  const leftOut = await window.focusedRow();
  await window.press(Key.SPACE);
  await until('the row to be left out', async () => (await window.focusedRow()) === leftOut.replace('Included', 'Left out'));
  await window.press(Key.ARROW_DOWN, ...Array(4).fill(Key.ARROW_RIGHT));
  await window.focused({ role: 'gridcell' });
  const edited = await window.focusedRow();
  await window.press(Key.F2);
  await window.focused({ role: 'textbox', name: /^New level for / });
  await window.press('41', Key.ESCAPE);
  await window.focused({ role: 'gridcell' });
  assert.equal(await window.focusedRow(), edited, 'Escape leaves the cell as it was');
  await window.press(Key.ENTER);
  await window.focused({ role: 'textbox', name: /^New level for / });
  await window.press(String(EDITED), Key.ENTER);
  await window.one({ role: 'row', name: edited.replace(/New \d+/, `New ${EDITED}`) });
  await window.focused({ role: 'gridcell' });
  assert.notEqual(rowOf(await window.focusedRow()), rowOf(edited), 'Enter goes down');
  await window.picture('edited');
  wishes[rowOf(edited)].level = EDITED;
  wishes.splice(rowOf(leftOut), 1);
  const { after, changes, agents } = fulfilled(wishes, before);

  await window.chord(Key.CONTROL, 'f');
  await window.focused({ role: 'searchbox', name: 'Find a name' });
  const [, agent] = edited.split('. ');
  await window.press(agent);
  await window.one({ role: 'tab', name: 'Change 1' });
  await window.press(Key.ESCAPE);
  await window.one({ role: 'tab', name: `Change ${AGENTS}` });
  await window.focused({ role: 'searchbox', name: 'Find a name' });
  await window.chord(Key.ALT, '1');
  await window.one({ role: 'tab', name: /^All /, selected: true });
  await window.one(heading(`Review ${changes.length} changes`));
  assert.deepEqual(await centre.state(), before, 'nothing is changed before Update');

  // Late answers, so that there is something to pause.
  await centre.faults([{ method: 'PUT', fault: { kind: 'delay', millis: 2_000 } }]);
  await passTheGuard(window, `Update ${agents.size} agents now?`);
  await window.focused(heading(/^\d+ of \d+ agents$/));
  await until('the first writes', async () => (await writes()).length > 0);
  await window.press('p');
  await window.one(button('Go on'), { seconds: 30 });
  await window.focused(heading(/^\d+ of \d+ agents$/));
  const then = (await writes()).length;
  await window.picture('paused');
  await enter(window, button('Stop…'));
  await window.focused(button('Not yet'), { within: await window.one({ role: 'dialog', name: /^Stop after / }) });
  await window.picture('stop');
  await roundAndOut(window);
  await window.focused(button('Stop…'));
  assert.equal((await writes()).length, then, 'nothing is sent while it is paused');
  await window.press('p');
  await until('more writes', async () => (await writes()).length > then);
  // The same by the buttons: what was pressed gives way to its opposite, which has the focus then.
  await enter(window, button('Pause'));
  await window.focused(button('Go on'), { seconds: 30 });
  await window.press(Key.ENTER);
  await window.focused(button('Pause'));
  await centre.faults([]);
  await window.focused(heading(`All ${agents.size} agents are up to date`), { seconds: 60 });
  assert.deepEqual(await centre.state(), after, 'exactly what the mended sheet asks for');
  assert.equal((await writes()).length, agents.size, 'nothing is sent twice');

  const results = desk.document('Skills with results.xlsx');
  await window.chord(Key.CONTROL, Key.ENTER);
  await answerFileDialog(desk, 'Save', results);
  await until('the workbook', () => existsSync(results));
  await window.focused(heading(`All ${agents.size} agents are up to date`));
  await window.picture('saved');
  await enter(window, button('Undo this run…'));
  await window.focused(heading(`Undo: put ${changes.length} changes back`), { seconds: 60 });
  await window.picture('undo');
  await passTheGuard(window, `Undo for ${agents.size} agents now?`);
  await window.focused(heading(`All ${agents.size} agents are as they were`), { seconds: 60 });
  assert.deepEqual(await centre.state(), before, 'everything is as it was');
  await window.picture('undone');
});
