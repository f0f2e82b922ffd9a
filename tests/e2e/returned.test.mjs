// A result workbook is dropped in again: it is known, and what failed is tried once more.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { answerFileDialog } from './harness/dialog.mjs';
import { journey } from './harness/journey.mjs';
import { reviewTheSampleList } from './harness/newcomer.mjs';
import { until } from './harness/processes.mjs';

journey('a result workbook that comes back goes on with its run', 'returned', async ({ desk, open }) => {
  const window = await open();
  const centre = await reviewTheSampleList(window);
  const writes = async () => (await centre.log()).filter(({ method }) => method === 'PUT');

  await centre.faults([{ method: 'PUT', times: 3, fault: { kind: 'status', status: 422 } }]);
  await window.click({ role: 'button', name: /^Update \d+ agents/ });
  const headline = await window.text({ role: 'heading', name: /^\d+ of \d+ agents are up to date$/ }, { seconds: 60 });
  const [done, total] = /(\d+) of (\d+)/.exec(headline).slice(1).map(Number);
  assert.equal(total - done, 3);
  await window.picture('three-failed');
  const file = desk.document('Skills with results.xlsx');
  await window.click({ role: 'button', name: 'Save result workbook' });
  await answerFileDialog(desk, 'Save', file);
  await until('the workbook', () => existsSync(file));

  // The rail has one of that name too; the last one is the screen's own.
  await (await window.all({ role: 'button', name: 'New update' })).at(-1).click();
  await window.click({ role: 'button', name: 'Choose a file…' });
  await answerFileDialog(desk, 'Choose', file);
  await window.one({ role: 'heading', name: 'This is the result of your run today' }, { seconds: 30 });
  await window.picture('known');
  assert.equal((await writes()).length, total, 'nothing is sent before somebody chooses');
  await window.click({ role: 'button', name: 'Continue that run' });
  await window.one({ role: 'heading', name: `All ${total} agents are up to date` }, { seconds: 60 });
  await window.picture('all-done');
  assert.equal((await writes()).length, total + 3, 'only what had failed was sent again');
});
