// First start, practice centre, sample grid, a misspelt skill mended, reviewed, run, saved.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { journey } from './harness/journey.mjs';
import { MEANT, bringTheSample, mendAndCompare, updateAndSave } from './harness/newcomer.mjs';
import { busiest, fulfilled, gridWishes, writesIn } from './harness/oracle.mjs';
import { until } from './harness/processes.mjs';
import { records } from './harness/workbook.mjs';

journey('a newcomer practises: the sample grid is mended, reviewed, run and saved', 'practice', async ({ desk, open }) => {
  const window = await open();
  const { centre, before } = await bringTheSample(window, 'Other');
  const { heading, facts } = await mendAndCompare(window);
  assert.deepEqual(await centre.state(), before, 'nothing is changed before Update');
  const workbook = await updateAndSave(window, desk);

  const [own] = Object.values(workbook);
  const wishes = gridWishes(own, before, { meant: MEANT });
  const { after, changes, agents } = fulfilled(wishes, before);
  assert.ok(changes.length > 50 && agents.size < 40, 'the sample asks for much, and not of everybody');

  assert.deepEqual(await centre.state(), after, 'exactly what the sheet asks for, and nobody else is touched');
  assert.equal(heading, `Review ${changes.length} changes`);
  assert.deepEqual(facts, { agents: agents.size, changes: changes.length, requests: agents.size });

  const log = await centre.log();
  const written = writesIn(log).map(({ path }) => path.split('/').at(-2));
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
