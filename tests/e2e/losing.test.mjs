// An update that takes much away is agreed to in words, beside the name of the production connection.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { journey } from './harness/journey.mjs';
import { compare, connect, NAME, northwind } from './harness/northwind.mjs';

const AGENTS = 7;

journey('who takes much away says so in words', 'losing', async ({ desk, open }) => {
  const { centre, before, changed, writes } = await northwind(desk, AGENTS);
  const named = (id) => before.directory.skills.find((skill) => skill.id === id).name;
  const sheet = desk.document('Fewer skills.csv');
  const first = (agent) => Object.keys(before.assignments[agent.id])[0];
  const lines = changed.map((agent) => [agent.email, named(first(agent)), 'remove'].join(','));
  writeFileSync(sheet, ['E-mail,Skill,Proficiency', ...lines].join('\n'));

  const window = await open();
  await connect(window, centre);
  await compare(window, desk, sheet);
  // The first five, by one button; the words are for all.
  await window.click({ role: 'button', name: 'Try the first 5 agents…' });
  await window.one({ role: 'dialog', name: 'Update the first 5 agents now?' });
  const phrase = `${NAME} take away ${AGENTS} skills`;
  const field = { role: 'textbox', name: `Type ${phrase} to go on` };
  await window.fill(field, NAME);
  assert.equal(await (await window.one({ role: 'button', name: 'Start' })).isEnabled(), false, 'the name alone is not enough');
  await window.picture('guard');
  await window.fill(field, ` ${phrase.toUpperCase()} `);
  await window.click({ role: 'button', name: 'Start' });
  await window.one({ role: 'button', name: `Go on with ${AGENTS - 5}` }, { seconds: 60 });
  assert.equal((await writes()).length, 5);
  await window.picture('first-five');
  await window.click({ role: 'button', name: `Go on with ${AGENTS - 5}` });
  await window.one({ role: 'heading', name: `All ${AGENTS} agents are up to date` }, { seconds: 60 });

  const expected = structuredClone(before.assignments);
  for (const agent of changed) delete expected[agent.id][first(agent)];
  assert.deepEqual((await centre.state()).assignments, expected);
});
