// A connection made through the wizard with a real keyring: the secret is there, then gone, and was never anywhere else.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { centreBeside } from './harness/centre.mjs';
import { answerFileDialog } from './harness/dialog.mjs';
import { journey } from './harness/journey.mjs';
import { freePort, until } from './harness/processes.mjs';

const secret = 'practice-secret';

journey('a connection is made, used and removed; its secret lives in the keyring only', 'connection', async ({ desk, open }) => {
  const port = await freePort();
  const centre = await centreBeside(desk, port);
  const before = await centre.state();
  const kept = async () => (await desk.kept()).includes(`secret = ${secret}`);

  const window = await open();
  await window.click({ role: 'button', name: /^Other/ });
  await window.fill({ role: 'textbox', name: 'Address' }, centre.origin);
  await window.fill({ role: 'textbox', name: 'Client ID' }, 'practice-client');
  await window.fill({ label: 'Client secret' }, 'not the secret');
  await window.fill({ role: 'spinbutton', name: 'Highest level' }, '100');
  await window.fill({ role: 'textbox', name: 'Name' }, 'Northwind Care Test');
  await window.click({ role: 'radio', name: 'Sandbox' });
  await window.click({ role: 'button', name: 'Test the connection' });
  await window.one({ text: /secret is not right/ });
  await window.picture('wrong-secret');
  assert.equal(await kept(), false, 'a test keeps nothing');

  await window.fill({ label: 'Client secret' }, secret);
  await window.click({ role: 'button', name: 'Test the connection' });
  await window.one({ text: /^(Everything|What can be tested) works$/ });
  await window.picture('tested');
  await window.click({ role: 'button', name: 'Save and choose a sheet' });
  await window.one({ role: 'heading', name: 'Choose your sheet' });
  await until('the secret in the keyring', kept);

  const [agent, other] = before.directory.agents.filter(({ active }) => active);
  const [[held, level]] = Object.entries(before.assignments[agent.id]);
  const [same, right] = Object.entries(before.assignments[other.id])[0];
  const called = (id) => before.directory.skills.find((skill) => skill.id === id).name;
  const wanted = level === 50 ? 60 : 50;
  const sheet = desk.document('Skills.csv');
  const lines = [['E-mail', 'Skill', 'Proficiency'], [agent.email, called(held), wanted], [other.email, called(same), right]];
  writeFileSync(sheet, lines.map((line) => line.join(',')).join('\n'));
  const asItWas = readFileSync(sheet);

  await window.click({ role: 'button', name: 'Choose a file…' });
  await answerFileDialog(desk, 'Choose', sheet);
  await window.click({ role: 'button', name: 'Next: match names' });
  await window.click({ role: 'button', name: 'Next: compare with live skills' });
  await window.one({ role: 'heading', name: 'Review 1 change' }, { seconds: 60 });
  await window.click({ role: 'button', name: 'Update 1 agent…' });
  await window.one({ role: 'dialog', name: 'Update 1 agent now?' });
  await window.picture('guard');
  await window.click({ role: 'button', name: 'Start' });
  await window.one({ role: 'heading', name: 'The agent is up to date' }, { seconds: 60 });

  const expected = structuredClone(before.assignments);
  expected[agent.id][held] = wanted;
  assert.deepEqual((await centre.state()).assignments, expected);
  assert.deepEqual(readFileSync(sheet), asItWas, 'the person’s file is only read');

  await window.click({ role: 'button', name: 'Connections' });
  await window.click({ role: 'button', name: 'Remove… Northwind Care Test' });
  await window.click({ role: 'button', name: 'Remove' });
  await window.one({ text: 'No contact centre yet' });
  await until('the secret to be gone', async () => !(await kept()));

  assert.deepEqual(desk.holding(secret), [], 'no file holds the secret');
});
