// A production connection to a practice centre beside the app, and a list that gives many agents another level.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { centreBeside } from './centre.mjs';
import { answerFileDialog } from './dialog.mjs';
import { freePort } from './processes.mjs';

export const NAME = 'Northwind Care';

/** Starts a centre of 80 agents and makes a list for so many of them: one skill each gets another level. */
export async function northwind(desk, agents, file = 'Skills.csv') {
  const centre = await centreBeside(desk, await freePort(), '--agents', '80');
  const before = await centre.state();
  const skillName = (id) => before.directory.skills.find((skill) => skill.id === id).name;
  const changed = before.directory.agents.filter(({ id, active }) => active && Object.keys(before.assignments[id]).length > 0).slice(0, agents);
  const expected = structuredClone(before.assignments);
  const lines = [['E-mail', 'Skill', 'Proficiency']];
  for (const { id, email } of changed) {
    const [[skill, level]] = Object.entries(before.assignments[id]);
    expected[id][skill] = level === 50 ? 60 : 50;
    lines.push([email, skillName(skill), expected[id][skill]]);
  }
  assert.equal(lines.length, agents + 1, 'the centre holds agents enough');
  const sheet = desk.document(file);
  writeFileSync(sheet, lines.map((line) => line.join(',')).join('\n'));
  const writes = async () => (await centre.log()).filter(({ method }) => method === 'PUT');
  return { centre, before, expected, changed, sheet, writes };
}

/** From the choice of a contact centre to a saved connection, production unless it is a sandbox, and its first sheet. */
export async function connect(window, centre, name = NAME, { sandbox = false } = {}) {
  await window.click({ role: 'button', name: /^Other/ });
  await window.fill({ role: 'textbox', name: 'Address' }, centre.origin);
  await window.fill({ role: 'textbox', name: 'Client ID' }, 'practice-client');
  await window.fill({ label: 'Client secret' }, 'practice-secret');
  await window.fill({ role: 'spinbutton', name: 'Highest level' }, '100');
  await window.fill({ role: 'textbox', name: 'Name' }, name);
  if (sandbox) await window.click({ role: 'radio', name: 'Sandbox' });
  await window.click({ role: 'button', name: 'Test the connection' });
  await window.one({ text: /^(Everything|What can be tested) works$/ });
  await window.click({ role: 'button', name: 'Save and choose a sheet' });
  await window.one({ role: 'heading', name: 'Choose your sheet' });
}

/** Chooses a sheet and goes on to Review. */
export async function compare(window, desk, sheet) {
  await window.click({ role: 'button', name: 'Choose a file…' });
  await answerFileDialog(desk, 'Choose', sheet);
  await window.click({ role: 'button', name: 'Next: match names' });
  await window.click({ role: 'button', name: 'Next: compare with live skills' });
  await window.one({ role: 'heading', name: /^Review \d+ changes?$/ }, { seconds: 60 });
}

/** Starts it (or an undo: `verb` is how its button begins), past the guard of a production connection. */
export async function start(window, agents, verb = 'Update') {
  await window.click({ role: 'button', name: `${verb} ${agents} agents…` });
  await window.one({ role: 'dialog', name: `${verb} ${agents} agents now?` });
  await window.fill({ role: 'textbox', name: `Type ${NAME} to go on` }, NAME);
  await window.click({ role: 'button', name: 'Start' });
}
