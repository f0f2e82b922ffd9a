// NICE CXone with a real keyring: three columns of the sheet are three requests, and the undo is exact, switched-off skills included.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { centreBeside } from './harness/centre.mjs';
import { answerFileDialog } from './harness/dialog.mjs';
import { journey } from './harness/journey.mjs';
import { fewestByAxis, fulfilled, writesIn } from './harness/oracle.mjs';
import { freePort, until } from './harness/processes.mjs';

const secret = 'practice-access-key-secret';
const named = 'Northwind Care';

journey('NICE CXone is connected, 100 agents are updated with 3 requests, and put back exactly', 'cxone-connection', async ({ desk, open }) => {
  const centre = await centreBeside(desk, await freePort(), '--platform', 'nice-cxone');
  const { sheet: cells, wishes } = await prepared(centre);
  const before = await centre.state();

  const window = await open();
  await window.click({ role: 'button', name: /^NICE CXone/ });
  await window.fill({ role: 'textbox', name: 'Access key ID' }, 'practice-access-key');
  await window.fill({ label: 'Access key secret' }, 'not the secret');
  await window.click({ role: 'button', name: 'More settings' });
  await window.fill({ role: 'textbox', name: 'Address of the sign-in' }, centre.origin);
  await window.fill({ role: 'textbox', name: 'Address of the API' }, centre.origin);
  await window.click({ role: 'button', name: 'Test the connection' });
  await window.one({ text: /secret is not right/ });
  await window.picture('wrong-secret');
  assert.equal(await desk.kept(), '', 'a test keeps nothing');

  await window.fill({ label: 'Access key secret' }, secret);
  await window.click({ role: 'button', name: 'Test the connection' });
  await window.one({ text: /^(Everything|What can be tested) works$/ });
  assert.match(await window.text({ role: 'list', name: 'What this connection may do' }), /Sign in\s*11eb3f52-9d0a-4c36-8e1b-0242ac110003\s*Yes/);
  assert.equal(await (await window.one({ role: 'textbox', name: 'Name' })).getAttribute('value'), '', 'an id is no name');
  await window.fill({ role: 'textbox', name: 'Name' }, named);
  await window.one({ role: 'radio', name: 'Production', checked: true });
  await window.picture('tested');
  await window.click({ role: 'button', name: 'Save and choose a sheet' });
  await window.one({ role: 'heading', name: 'Choose your sheet' });
  await until('the secret in the keyring', async () => (await desk.kept()).includes(`secret = ${secret}`));

  const sheet = desk.document('Skills.csv');
  writeFileSync(sheet, cells.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n'));
  await window.click({ role: 'button', name: 'Choose a file…' });
  await answerFileDialog(desk, 'Choose', sheet);
  await window.click({ role: 'button', name: 'Next: match names' });
  await window.click({ role: 'button', name: 'Next: compare with live skills' });
  await window.one({ role: 'heading', name: 'Review 300 changes' }, { seconds: 60 });
  await window.picture('review');

  const { after, changes } = fulfilled(wishes, before);
  const seen = async () => writesIn(await centre.log()).length;
  await start(window, 'Update');
  await window.one({ role: 'heading', name: 'All 100 agents are up to date' }, { seconds: 60 });
  await window.picture('results');
  assert.deepEqual(await centre.state(), after, 'exactly what the sheet asks for; what was switched off stays so');
  assert.equal(fewestByAxis(changes), 3);
  assert.equal(await seen(), 3, 'as few requests as can be');

  await window.click({ role: 'button', name: 'History' });
  await window.click({ role: 'button', name: 'Undo this run…' });
  await window.one({ role: 'heading', name: 'Undo: put 300 changes back' }, { seconds: 60 });
  await window.picture('undo');
  await start(window, 'Undo for');
  await window.one({ role: 'heading', name: 'All 100 agents are as they were' }, { seconds: 60 });
  await window.picture('undone');
  assert.deepEqual(await centre.state(), before, 'everything is as it was, what was switched off included');
  const log = writesIn(await centre.log());
  assert.equal(log.length, 6, 'and that takes no more requests than the way there');
  assert.ok(log.every(({ status, method, path }) => status === 200 && method === 'PUT' && /\/skills\/\d+\/agents$/.test(path)));

  await window.click({ role: 'button', name: 'Connections' });
  await window.click({ role: 'button', name: `Remove… ${named}` });
  await window.click({ role: 'button', name: 'Remove' });
  await window.one({ text: 'No contact centre yet' });
  await until('the secret to be gone', async () => isDeepStrictEqual(await desk.kept(), ''));
  assert.deepEqual(desk.holding(secret), [], 'no file holds the secret');
});

/** Answers the last question before anything is sent, for all agents at once. */
async function start(window, verb) {
  await window.click({ role: 'button', name: `${verb} 100 agents…` });
  const dialog = await window.one({ role: 'dialog', name: `${verb} 100 agents now?` });
  await window.click({ role: 'checkbox', name: /Start with 10 agents/, checked: true }, { within: dialog });
  await window.fill({ role: 'textbox', name: `Type ${named} to go on` }, named.toUpperCase());
  await window.picture('guard');
  await window.click({ role: 'button', name: 'Start' });
}

/**
 * Gives 100 agents the same three skills beside their own, some of them switched off, and answers a sheet that changes each
 * level, on CXone's scale from 1 to 20.
 */
async function prepared(centre) {
  const { directory, assignments, switchedOff } = await centre.state();
  const skills = directory.skills.slice(0, 3);
  const agents = directory.agents.filter(({ active }) => active).slice(0, 100);
  const wishes = [];
  const rows = [];
  for (const [index, agent] of agents.entries()) {
    const levels = skills.map((_, column) => 1 + ((index + 5 * column) % 20));
    const wanted = levels.map((level) => (level === 20 ? 1 : level + 1));
    const held = Object.fromEntries(skills.map(({ id }, column) => [id, levels[column]]));
    const off = [...(switchedOff[agent.id] ?? []), ...(index % 7 === 0 ? [skills[index % 3].id] : [])];
    await centre.give(agent.id, { ...assignments[agent.id], ...held }, off);
    wishes.push(...skills.map(({ id }, column) => ({ agent: agent.id, skill: id, level: wanted[column] })));
    rows.push([agent.email, ...wanted]);
  }
  return { wishes, sheet: [['E-mail', ...skills.map(({ name }) => name)], ...rows] };
}
