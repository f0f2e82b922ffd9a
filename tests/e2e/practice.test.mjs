// First start, practice centre, sample grid, a misspelt skill mended, reviewed, run, saved.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { centreInside } from './harness/centre.mjs';
import { answerFileDialog } from './harness/dialog.mjs';
import { journey } from './harness/journey.mjs';
import { busiest, fulfilled, gridWishes } from './harness/oracle.mjs';
import { until } from './harness/processes.mjs';
import { readWorkbook, records } from './harness/workbook.mjs';

journey('a newcomer practises: the sample grid is mended, reviewed, run and saved', 'practice', async ({ desk, open }) => {
  const window = await open();
  await window.one({ role: 'heading', name: 'Choose your contact centre' });
  await window.picture('welcome');
  await window.click({ role: 'button', name: 'Start practising' });

  await window.one({ role: 'heading', name: 'Choose your sheet' });
  const centre = await centreInside(await window.pid());
  const before = await centre.state();
  await window.picture('sheet-empty');
  await window.click({ role: 'button', name: 'Sample grid' });
  await window.one({ role: 'heading', name: 'This is what we read' });
  await window.picture('sheet');
  await window.click({ role: 'button', name: 'Next: match names' });

  await window.one({ role: 'heading', name: 'Match columns and names' });
  const misspelt = await window.one({ role: 'row', name: /Technicl support/ });
  await window.picture('match');
  await window.click({ role: 'button', name: /^Use in \d+ rows?$/ }, { within: misspelt });
  await window.gone({ role: 'button', name: /^Use in \d+ rows?$/ });
  await window.click({ role: 'button', name: 'Next: compare with live skills' });

  const heading = await window.text({ role: 'heading', name: /^Review [\d,]+ changes$/ }, { seconds: 60 });
  const facts = /(\d+) agents ([\d,]+) changes (\d+) requests/.exec((await window.text()).replace(/\s+/g, ' '));
  assert.ok(facts, 'the bottom bar says what will happen in numbers');
  await window.picture('review');
  await window.click({ role: 'radio', name: 'Your sheet' });
  await window.picture('review-sheet');
  assert.deepEqual(await centre.state(), before, 'nothing is changed before Update');
  await window.click({ role: 'button', name: /^Update \d+ agents/ });

  await window.one({ role: 'heading', name: /^All \d+ agents are up to date$/ }, { seconds: 120 });
  await window.picture('results');
  const file = desk.document('Skills with results.xlsx');
  await window.click({ role: 'button', name: 'Save result workbook' });
  await answerFileDialog(desk, 'Save', file);

  await until('the workbook', () => existsSync(file));
  const workbook = await readWorkbook(file);
  const [own] = Object.values(workbook);
  const wishes = gridWishes(own, before, { meant: { 'Technicl support': 'Technical support' } });
  const { after, changes, agents } = fulfilled(wishes, before);
  assert.ok(changes.length > 50 && agents.size < 40, 'the sample asks for much, and not of everybody');

  assert.deepEqual((await centre.state()).assignments, after, 'exactly what the sheet asks for, and nobody else is touched');
  assert.equal(heading, `Review ${changes.length} changes`);
  assert.deepEqual(facts.slice(1).map((figure) => Number(figure.replace(',', ''))), [agents.size, changes.length, agents.size]);

  const log = await centre.log();
  const written = log.filter(({ method }) => method === 'PUT').map(({ path }) => path.split('/').at(-2));
  assert.deepEqual(written.toSorted(), [...agents].toSorted(), 'one request for each changed agent, none for the others');
  assert.ok(log.every(({ status }) => status >= 200 && status < 300), 'nothing had to be sent twice');
  assert.ok(Math.max(...log.map(({ inFlight }) => inFlight)) <= 6, 'never more than six at once');
  assert.ok(busiest(log, 60_000_000) <= 300, 'never more than the limit');

  assert.deepEqual(Object.keys(workbook).slice(1), ['Summary', 'To do']);
  assert.equal(own.top, 0, 'the rows stand where they stood');
  const outOfScale = own.rows.findIndex((cells) => cells.includes(130));
  records(own).forEach((record, index) => {
    const changed = changes.some(({ row }) => row === index + 2);
    const asked = wishes.some(({ row }) => row === index + 2);
    const expected = index === outOfScale - 1 ? /^Done; Left out$|^Left out$/ : changed ? /^Done$/ : asked ? /^Already right$/ : /^$/;
    assert.match(record.Status ?? '', expected, `row ${index + 2}`);
  });
  assert.ok(Object.values(workbook).every(({ formulas }) => formulas === 0), 'results hold no formulas');

  await window.click({ role: 'button', name: 'History' });
  await window.one({ role: 'button', name: 'Sample grid.xlsx' });
  await window.picture('history');
  await window.click({ role: 'button', name: 'Connections' });
  await window.click({ role: 'button', name: 'Start over' });
  await until('the centre as it was', async () => isDeepStrictEqual((await centre.state()).assignments, before.assignments));
});
