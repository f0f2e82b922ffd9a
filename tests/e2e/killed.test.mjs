// The app is killed in the middle of a production run; the next start offers to go on, and everything is put back after.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { journey } from './harness/journey.mjs';
import { compare, connect, NAME, northwind, start } from './harness/northwind.mjs';
import { until } from './harness/processes.mjs';

const AGENTS = 40;

journey('a run that was cut off goes on where it was, and is put back but for what others changed', 'killed', async ({ desk, open }) => {
  const { centre, before, expected, changed, sheet, writes } = await northwind(desk, AGENTS);
  let window = await open();
  await connect(window, centre);
  await compare(window, desk, sheet);

  // The guard of a production connection.
  await window.click({ role: 'button', name: `Update ${AGENTS} agents…` });
  await window.one({ role: 'dialog', name: `Update ${AGENTS} agents now?` });
  assert.equal(await (await window.one({ role: 'button', name: 'Start' })).isEnabled(), false, 'the name comes first');
  await window.fill({ role: 'textbox', name: `Type ${NAME} to go on` }, 'Northwind');
  assert.equal(await (await window.one({ role: 'button', name: 'Start' })).isEnabled(), false, 'half a name is none');
  await window.picture('guard');
  await window.click({ role: 'button', name: 'Not yet' });
  assert.equal((await writes()).length, 0, 'nothing was sent');

  // Writes are carried out, and answered late: so some are under way when the app is killed.
  await centre.faults([{ method: 'PUT', from: 8, fault: { kind: 'hang', seconds: 60, applies: true } }]);
  await start(window, AGENTS);
  await until('writes under way', async () => (await writes()).length >= 10);
  await window.picture('running');
  process.kill(await window.pid(), 'SIGKILL');
  await window.close().catch(() => {}); // its window is gone
  await centre.faults([]);
  const then = (await writes()).length;
  const waiting = changed.find(({ id }, at) => at > 30 && id);
  const theirs = { ...before.assignments[waiting.id], [Object.keys(before.assignments[waiting.id])[0]]: 33 };
  await centre.give(waiting.id, theirs);

  window = await open();
  await window.one({ role: 'heading', name: /^Go on with \d+ agents\?$/ }, { seconds: 60 });
  await window.picture('interrupted');
  const asked = (await centre.log()).length;
  await wait(1_500);
  assert.equal((await centre.log()).length, asked, 'nothing is sent, or even asked, before somebody chooses');
  const { answer: { interrupted } } = await window.command('app');
  const unasked = await window.command('resume_run', { id: interrupted.id, confirmed: false });
  assert.equal(unasked.error.code, 'confirmation', 'nor when the page forgets to ask');
  assert.equal((await centre.log()).length, asked);
  await window.click({ role: 'button', name: 'Go on…' });
  await window.one({ role: 'dialog', name: /^Go on with \d+ agents now\?$/ });
  await window.picture('go-on');
  await window.click({ role: 'button', name: 'Go on' });
  await window.one({ role: 'heading', name: `${AGENTS - 1} of ${AGENTS} agents are up to date` }, { seconds: 120 });
  await window.picture('results');
  const wanted = { ...expected, [waiting.id]: theirs };
  assert.deepEqual((await centre.state()).assignments, wanted, 'whoever was changed meanwhile is held back');
  const paths = (await writes()).map(({ path }) => path);
  assert.equal(new Set(paths).size, paths.length, 'nothing was sent twice');
  assert.equal(paths.length, AGENTS - 1);
  assert.ok(then < AGENTS - 1, 'it was cut off in the middle');

  // Ours after all, which begins to send to real agents again.
  const set = { role: 'button', name: new RegExp(`^Set \\d+: ${waiting.name}$`) };
  await window.click(set);
  await window.one({ role: 'dialog', name: new RegExp(`^Set \\d+ for ${waiting.name}\\?$`) });
  await window.picture('set-ours');
  await window.click({ role: 'button', name: 'Not yet' });
  await window.gone({ role: 'dialog' });
  const id = interrupted.id;
  assert.equal((await window.command('settle_held', { id, agents: [waiting.id], ours: true, confirmed: false })).error.code, 'confirmation');
  assert.equal((await writes()).length, AGENTS - 1, 'nothing is sent before somebody says so');
  await window.click(set);
  await window.click({ role: 'button', name: /^Set \d+$/ });
  await window.one({ role: 'heading', name: `All ${AGENTS} agents are up to date` }, { seconds: 120 });
  assert.deepEqual((await centre.state()).assignments, expected);
  await window.picture('ours');

  // Undo, after somebody else changed three of them.
  const three = changed.slice(0, 3);
  for (const { id } of three) {
    wanted[id] = { ...expected[id], [Object.keys(before.assignments[id])[0]]: 11 };
    await centre.give(id, wanted[id]);
  }
  await window.click({ role: 'button', name: 'Undo this run…' });
  await window.one({ text: /^3 changes are left alone/ }, { seconds: 60 });
  for (const { name } of three) await window.one({ role: 'row', name: new RegExp(name) });
  await window.picture('undo');
  await start(window, AGENTS - 3, 'Undo for');
  await window.one({ role: 'heading', name: new RegExp(`^All ${AGENTS - 3} agents are`) }, { seconds: 120 });
  await window.picture('undone');
  for (const { id } of changed) {
    const is = three.some((other) => other.id === id) || id === waiting.id ? wanted[id] : before.assignments[id];
    assert.deepEqual((await centre.state()).assignments[id], is);
  }

  await window.click({ role: 'button', name: 'History' });
  await window.one({ text: 'Undone' });
  await window.picture('history');
});
