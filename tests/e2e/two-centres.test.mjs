// What was compared with one contact centre is never sent under the name of another, whatever is asked of that one meanwhile.
import assert from 'node:assert/strict';
import { journey } from './harness/journey.mjs';
import { compare, connect, NAME, northwind, start } from './harness/northwind.mjs';

const TEST = 'Northwind Care Test';

journey('what was compared with one contact centre stays with it', 'two-centres', async ({ desk, open }) => {
  const sandbox = await northwind(desk, 2, 'Test.csv');
  const production = await northwind(desk, 3);
  const window = await open();
  await connect(window, sandbox.centre, TEST, { sandbox: true });
  await compare(window, desk, sandbox.sheet);
  await window.click({ role: 'button', name: 'Update 2 agents…' });
  await window.click({ role: 'button', name: 'Start' });
  await window.one({ role: 'heading', name: 'All 2 agents are up to date' }, { seconds: 60 });
  await window.click({ role: 'button', name: 'New update' }, { within: await window.one({ role: 'contentinfo' }) });
  await window.one({ role: 'heading', name: 'Choose your sheet' });

  await window.click({ role: 'button', name: 'Connections' });
  await window.click({ role: 'button', name: 'Add a contact centre' });
  await connect(window, production.centre);
  await compare(window, desk, production.sheet);

  // The undo of the other one's run cannot be prepared: its contact centre is away.
  await sandbox.centre.stop();
  await window.click({ role: 'button', name: 'History' });
  await window.click({ role: 'button', name: 'Undo this run…' });
  await window.click({ role: 'button', name: 'New update' });
  await window.click({ role: 'button', name: 'Cancel' });
  await window.one({ role: 'heading', name: 'Review 3 changes' });
  assert.match(await window.title(), /Review, Northwind Care \(PRODUCTION\)$/);
  await window.picture('still-production');
  await start(window, 3);
  await window.one({ role: 'heading', name: 'All 3 agents are up to date' }, { seconds: 60 });
  assert.deepEqual((await production.centre.state()).assignments, production.expected);
  await window.click({ role: 'button', name: 'History' });
  await window.one({ role: 'row', name: new RegExp(`Skills.csv.*${NAME}`) });
});
