// What is wrong with the app's own data is said at the start: a damaged history, a folder that cannot be used.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './harness/desk.mjs';
import { journey } from './harness/journey.mjs';
import { output, until } from './harness/processes.mjs';

journey('a damaged history and a folder that cannot be used are told', 'opening', async ({ desk, open }) => {
  const file = desk.document('a file');
  writeFileSync(file, '');
  const env = { ...desk.env, SKILLSHEET_DATA_DIR: join(file, 'data') };
  const app = desk.begin('unopened', join(root, 'target/debug/skillsheet'), [], { env });
  const xdotool = (...args) => output('xdotool', args, { env: desk.env });
  const [box] = await until('the message', async () => {
    const found = (await xdotool('search', '--onlyvisible', '--name', '^Skillsheet$')).trim().split('\n').filter(Boolean);
    return found.length > 0 && found;
  });
  await xdotool('windowactivate', '--sync', box);
  await xdotool('key', '--clearmodifiers', 'Return');
  assert.match(await app.ended, /ended with 1;/);
  assert.match(readFileSync(join(desk.results, 'logs/unopened.log'), 'utf8'), /Skillsheet’s data cannot be kept in “.*”: .*\. Check that the folder can be written to\./);

  writeFileSync(join(desk.data, 'journal.db'), 'This is no history. '.repeat(500));
  const window = await open(['--practice']);
  const told = await window.one({ role: 'alert' }, { seconds: 60 });
  const words = await told.getText();
  assert.match(words, /^Skillsheet could not read its history\. The file is damaged and was set aside as “.*journal-damaged-.*\.db”\. Running and comparing still work\./);
  assert.equal(readdirSync(desk.data).filter((name) => /^journal-damaged-.*\.db$/.test(name)).length, 1);
  await window.picture('damaged');
  await window.click({ role: 'button', name: 'Dismiss' });
  await window.gone({ role: 'alert' });
});
