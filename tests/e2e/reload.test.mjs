// The window is loaded anew in the middle of a run, and the run goes on.
import assert from 'node:assert/strict';
import { journey } from './harness/journey.mjs';
import { reviewTheSampleList } from './harness/newcomer.mjs';
import { until } from './harness/processes.mjs';

journey('a run goes on when the window is loaded anew, and is shown again', 'reload', async ({ open }) => {
  const window = await open();
  const centre = await reviewTheSampleList(window);
  const writes = async () => (await centre.log()).filter(({ method }) => method === 'PUT');
  // Long enough that the run is still under way when the page is back, on a busy computer, too.
  await centre.faults([{ method: 'PUT', fault: { kind: 'delay', millis: 5000 } }]);
  await window.click({ role: 'button', name: /^Update \d+ agents/ });
  await until('the first writes', async () => (await writes()).filter(({ status }) => status === 200).length >= 3);

  await window.reload();
  const shown = await window.text({ role: 'heading', name: /^\d+ of \d+ agents$/ });
  await window.picture('after-reload');
  const total = Number(/of (\d+) agents/.exec(shown)[1]);
  assert.ok((await writes()).length < total, 'the run was still under way');
  await centre.faults([]);

  await window.one({ role: 'heading', name: new RegExp(`^All ${total} agents are up to date$`) }, { seconds: 120 });
  const paths = (await writes()).map(({ path }) => path);
  assert.equal(paths.length, total);
  assert.equal(new Set(paths).size, total, 'nothing was sent twice');
});
