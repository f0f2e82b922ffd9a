// Two windows over the same data: the second start of one session brings the first window; a session of its own shows
// everything, and cannot run.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { centreInside } from './harness/centre.mjs';
import { root, startDesk } from './harness/desk.mjs';
import { journey } from './harness/journey.mjs';
import { until } from './harness/processes.mjs';
import { openWindow } from './harness/window.mjs';

/** Practises like on another product, up to the review of the sample list. */
async function review(window) {
  await window.click({ role: 'button', name: 'Sample list' });
  await window.click({ role: 'button', name: 'Next: match names' });
  await window.click({ role: 'button', name: 'Next: compare with live skills' });
  await window.one({ role: 'heading', name: /^Review [\d,]+ changes$/ }, { seconds: 60 });
}

journey('one writes, whoever else looks', 'two-windows', async ({ desk, open }) => {
  const window = await open();
  await window.click({ role: 'radio', name: 'Other' });
  await window.click({ role: 'button', name: 'Start practising' });
  await review(window);
  const centre = await centreInside(await window.pid());
  await centre.faults([{ method: 'PUT', fault: { kind: 'delay', millis: 3_000 } }]);
  await window.click({ role: 'button', name: /^Update \d+ agents/ });
  await until('the first writes', async () => (await centre.log()).some(({ method }) => method === 'PUT'));

  const second = desk.begin('second-start', join(root, 'target/debug/skillsheet'), []);
  assert.match(await second.ended, /ended with 0/, 'a second start ends by itself');
  await window.one({ role: 'heading', name: /^\d+ of \d+ agents$/ });

  const elsewhere = await startDesk('two-windows-elsewhere');
  try {
    elsewhere.env.SKILLSHEET_DATA_DIR = desk.data;
    const other = await openWindow(elsewhere, ['--practice=wrapped-put']);
    try {
      await other.click({ role: 'button', name: 'History' });
      await other.one({ role: 'row', name: /Practice centre/ });
      await other.picture('history');
      await other.click({ role: 'button', name: 'New update' });
      await review(other);
      await other.click({ role: 'button', name: /^Update \d+ agents/ });
      await other.one({ text: /another Skillsheet is using the same data/ });
      await other.picture('refused');
      const inside = await centreInside(await other.pid());
      assert.equal((await inside.log()).some(({ method }) => method === 'PUT'), false, 'nothing was sent');
    } finally {
      await other.close().catch(() => {});
    }
  } finally {
    await elsewhere.stop();
  }

  await centre.faults([]);
  await window.one({ role: 'heading', name: /^All \d+ agents are up to date$/ }, { seconds: 120 });
});
