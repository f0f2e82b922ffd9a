// The same on NICE CXone, where 1 is the best, a request serves a whole column of the sheet, and some skills are switched off.
import assert from 'node:assert/strict';
import { journey } from './harness/journey.mjs';
import { MEANT, bringTheSample, mendAndCompare, updateAndSave } from './harness/newcomer.mjs';
import { fewestByAxis, fulfilled, gridWishes, isLevel, writesIn } from './harness/oracle.mjs';
import { records } from './harness/workbook.mjs';

journey('a newcomer practises on NICE CXone: 1 is the best, and a request serves many agents', 'practice-cxone', async ({ desk, open }) => {
  const window = await open();
  const { centre, before } = await bringTheSample(window, 'NICE CXone');
  assert.ok(before.scale.leastIsBest && before.switchedOff, 'a centre of its kind');
  await window.one({ text: /In CXone 1 is the best\./ });
  const { heading, facts } = await mendAndCompare(window);
  await window.one({ text: /In CXone 1 is the best\./ });
  await window.click({ role: 'radio', name: 'Changes' });
  await window.one({ role: 'columnheader', name: /1 is best/ });
  assert.deepEqual(await centre.state(), before, 'nothing is changed before Update');
  const workbook = await updateAndSave(window, desk);

  const [own] = Object.values(workbook);
  const wishes = gridWishes(own, before, { meant: MEANT });
  const { after, changes, agents } = fulfilled(wishes, before);
  assert.ok(changes.length > 50 && agents.size > 30, 'the sample asks for much of many');
  assert.deepEqual(await centre.state(), after, 'exactly what the sheet asks for; what was switched off stays so');

  const log = await centre.log();
  const writes = writesIn(log);
  assert.equal(writes.length, fewestByAxis(changes), 'no smaller number of requests could carry this');
  assert.ok(writes.length * 3 < agents.size * 2, `${writes.length} requests are far fewer than ${agents.size} agents`);
  assert.ok(log.every(({ status }) => status >= 200 && status < 300), 'nothing had to be sent twice');
  assert.equal(heading, `Review ${changes.length} changes`);
  assert.deepEqual(facts, { agents: agents.size, changes: changes.length, requests: writes.length });

  const width = own.rows[0].indexOf('Status');
  const offScale = own.rows.slice(1).findIndex((cells) => cells.slice(0, width).some((cell) => typeof cell === 'number' && !isLevel(cell, before.scale)));
  assert.ok(offScale >= 0, 'the sample has a level that CXone has not');
  records(own).forEach((record, index) => {
    const asked = wishes.some(({ row }) => row === index + 2);
    const changed = changes.some(({ row }) => row === index + 2);
    const expected = index === offScale ? /^Done; Left out$|^Left out$/ : changed ? /^Done$/ : asked ? /^Already right$/ : /^$/;
    assert.match(record.Status ?? '', expected, `row ${index + 2}`);
  });
});
