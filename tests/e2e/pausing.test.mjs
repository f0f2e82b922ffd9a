// Pause, go on, and the first five agents: exact to the request.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { journey } from './harness/journey.mjs';
import { reviewTheSampleList } from './harness/newcomer.mjs';
import { until } from './harness/processes.mjs';

journey('a pause sends nothing more, and going on sends the rest once', 'pausing', async ({ open }) => {
  const window = await open();
  const centre = await reviewTheSampleList(window);
  const writes = async () => (await centre.log()).filter(({ method }) => method === 'PUT');

  await window.click({ role: 'button', name: 'Try the first 5 agents' });
  await window.one({ role: 'button', name: /^Go on with \d+$/ }, { seconds: 60 });
  await window.picture('first-five');
  assert.equal((await writes()).length, 5, 'the first five agents, and nobody else');
  const rest = Number(/Go on with (\d+)/.exec(await window.text({ role: 'button', name: /^Go on with \d+$/ }))[1]);

  await centre.faults([{ method: 'PUT', fault: { kind: 'delay', millis: 1_500 } }]);
  await window.click({ role: 'button', name: /^Go on with \d+$/ });
  await until('writes under way', async () => (await writes()).length > 7);
  await window.press('p');
  await window.one({ role: 'button', name: 'Go on' }, { seconds: 30 });
  await window.picture('paused');
  const then = (await writes()).length;
  assert.ok((await writes()).every(({ status }) => status === 200), 'what was under way was awaited');
  await wait(2_500);
  assert.equal((await writes()).length, then, 'nothing was sent while it was paused');

  await window.press('p');
  await until('more writes', async () => (await writes()).length > then);
  await centre.faults([]);
  await window.one({ role: 'heading', name: /^All \d+ agents are up to date$/ }, { seconds: 120 });
  await window.picture('done');
  const paths = (await writes()).map(({ path }) => path);
  assert.equal(paths.length, rest + 5);
  assert.equal(new Set(paths).size, paths.length, 'nothing was sent twice');
});
