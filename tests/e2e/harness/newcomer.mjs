// How a newcomer practises with the sample grid, whichever platform the practice centre behaves like.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { centreInside } from './centre.mjs';
import { answerFileDialog } from './dialog.mjs';
import { until } from './processes.mjs';
import { readWorkbook } from './workbook.mjs';

/** What the misspelt heading of the sample grid means. */
export const MEANT = { 'Technicl support': 'Technical support' };

/** From the first start to Review of the sample list; answers the practice centre inside the app. */
export async function reviewTheSampleList(window) {
  await window.click({ role: 'radio', name: 'Other' });
  await window.click({ role: 'button', name: 'Start practising' });
  await window.click({ role: 'button', name: 'Sample list' });
  await window.click({ role: 'button', name: 'Next: match names' });
  await window.click({ role: 'button', name: 'Next: compare with live skills' });
  await window.one({ role: 'heading', name: /^Review [\d,]+ changes$/ }, { seconds: 60 });
  return await centreInside(await window.pid());
}

/** From the first start to Match: practises like on `product` and brings the sample grid. */
export async function bringTheSample(window, product) {
  await window.one({ role: 'heading', name: 'Choose your contact centre' });
  await window.click({ role: 'radio', name: product });
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
  return { centre, before };
}

/** Mends the misspelt skill and goes on to Review; answers its heading and the figures of its bottom bar. */
export async function mendAndCompare(window) {
  const misspelt = await window.one({ role: 'row', name: /Technicl support/ });
  await window.picture('match');
  await window.click({ role: 'button', name: /^Use in \d+ rows?$/ }, { within: misspelt });
  await window.gone({ role: 'button', name: /^Use in \d+ rows?$/ });
  await window.click({ role: 'button', name: 'Next: compare with live skills' });

  const heading = await window.text({ role: 'heading', name: /^Review [\d,]+ changes$/ }, { seconds: 60 });
  const facts = /(\d+) agents ([\d,]+) changes (\d+) requests/.exec((await window.text()).replace(/\s+/g, ' '));
  assert.ok(facts, 'the bottom bar says what will happen in numbers');
  const [agents, changes, requests] = facts.slice(1).map((figure) => Number(figure.replace(',', '')));
  await window.picture('review');
  await window.click({ role: 'radio', name: 'Your sheet' });
  await window.picture('review-sheet');
  return { heading, facts: { agents, changes, requests } };
}

/** Sends it all and saves the result workbook, as which it is read back. */
export async function updateAndSave(window, desk) {
  await window.click({ role: 'button', name: /^Update \d+ agents/ });
  await window.one({ role: 'heading', name: /^All \d+ agents are up to date$/ }, { seconds: 120 });
  await window.picture('results');
  const file = desk.document('Skills with results.xlsx');
  await window.click({ role: 'button', name: 'Save result workbook' });
  await answerFileDialog(desk, 'Save', file);
  await until('the workbook', () => existsSync(file));
  return await readWorkbook(file);
}
