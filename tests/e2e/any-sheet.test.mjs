// A sheet as managers keep them: untidy, mended in the window by keyboard alone, saved again meanwhile; next month's is read like it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Key } from 'selenium-webdriver';
import { centreInside } from './harness/centre.mjs';
import { answerFileDialog, withClipboard } from './harness/dialog.mjs';
import { journey } from './harness/journey.mjs';
import { fulfilled, writesIn } from './harness/oracle.mjs';
import { until } from './harness/processes.mjs';
import { readWorkbook, records } from './harness/workbook.mjs';
import { writeWorkbook } from './harness/xlsx.mjs';

const LEVELS = { Expert: 100, Advanced: 80, Basic: 40 };
const MISSPELT = 'Technicl support';
const MEANT = { [MISSPELT]: 'Technical support' };
const HEADINGS = ['Agent', 'Team', 'Skill', 'Level', 'Comment'];
const EXPLAINED = [
  'Last name, first name', 'as in the roster', 'name of the skill as in the contact centre', 'level: Expert, Advanced or Basic', 'optional',
];
/** The row of the headings, below the titles; and of the first agent, below what explains them. */
const HEADING_ROW = 4;
const FIRST = 6;

/** What is said of the sheet once it is read, and why. */
const FOUND = [
  /Only “Skills” names agents and skills\./,
  /Headings in row 4.*Row 4 has “Agent”, “Skill” and “Level”\./,
  /1 hidden row, read too\./,
  /One row per agent and skill: column C names skills\./,
  /Explaining rows passed over ?1/,
  /Rows of totals passed over ?1/,
];

/** Writes the manager's workbook: the sheet that counts is the second tab. `entries` are `[agent, skill, level]`. */
function writeSkills(path, quarter, entries, hidden = []) {
  const rows = entries.map(({ agent, skill, level }) => [lastFirst(agent.name), agent.team, skill, level, null]);
  const below = FIRST + rows.length;
  writeWorkbook(path, [
    { name: 'Read me', rows: [['How to keep this workbook'], ['One row for each agent and skill, please.'], ['Ask before you hide rows.']] },
    {
      name: 'Skills',
      merged: ['A1:E1'],
      hidden,
      rows: [
        [`Northwind Care: skills ${quarter}`], ['Kept by the planning team'], [], HEADINGS, EXPLAINED, ...rows, [],
        ['Total', null, null, { formula: `COUNTA(D${FIRST}:D${below - 1})`, value: rows.length }],
      ],
    },
    { name: 'Lists', rows: [['Words'], ...Object.keys(LEVELS).map((word) => [word])] },
  ]);
}

function lastFirst(name) {
  const [first, last] = name.split(' ');
  return `${last}, ${first}`;
}

/** What the entries ask for, as the oracle wants it. */
function wishesOf(entries, { directory }) {
  const idOf = (called) => directory.skills.find(({ name }) => name === (MEANT[called] ?? called)).id;
  return entries.map(({ agent, skill, level }) => ({ agent: agent.id, skill: idOf(skill), level: LEVELS[level] ?? level }));
}

/** Agents whose name is in two words, and nobody else's. */
function people({ directory: { agents } }) {
  const names = agents.map(({ name }) => name);
  return agents.filter(({ name, active }) => active && /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(name) && names.indexOf(name) === names.lastIndexOf(name));
}

/** A column's letters, as in Excel. */
const letters = (column) => (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

async function practise(window, product) {
  await window.one({ role: 'heading', name: 'Choose your contact centre' });
  await window.click({ role: 'radio', name: product });
  await window.enter({ role: 'button', name: 'Start practising' });
  await window.one({ role: 'heading', name: 'Choose your sheet' });
  const centre = await centreInside(await window.pid());
  return { centre, before: await centre.state() };
}

/** Opens a sheet by its key, and answers what was found in it, in one line. */
async function openSheet(window, desk, path) {
  await window.chord(Key.CONTROL, 'o');
  await answerFileDialog(desk, 'Choose', path);
  await window.one({ role: 'heading', name: basename(path) });
  await window.one({ role: 'rowheader', name: /, the headings$/ });
  return (await window.text({ role: 'complementary', name: 'What was found' })).replace(/\s+/g, ' ');
}

/** Presses the filled button from wherever the focus is, and waits for the next screen. */
async function goOn(window, heading) {
  await window.chord(Key.CONTROL, Key.ENTER);
  await window.one({ role: 'heading', name: heading }, { seconds: 60 });
}

/** Goes to the person's own sheet in Review. */
async function showSheet(window) {
  await window.reach({ role: 'radio', name: 'Changes' });
  await window.press(Key.ARROW_RIGHT);
  await window.one({ role: 'grid', name: 'Your sheet with marked cells' });
}

const heading = (window, changes) => window.one({ role: 'heading', name: changes === 1 ? 'Review 1 change' : `Review ${changes} changes` });

journey('an untidy sheet is mended by keyboard, saved again meanwhile, and run; the next one is read like it', 'any-sheet', async ({ desk, open }) => {
  const window = await open();
  const { centre, before } = await practise(window, 'Other');
  const [a, b, c, d, e, f, g, h] = people(before);
  const entries = [
    { agent: a, skill: 'Billing', level: 'Expert' },
    { agent: a, skill: MISSPELT, level: 'Basic' },
    { agent: b, skill: MISSPELT, level: 'Advanced' },
    { agent: b, skill: 'Returns', level: 'Basic' },
    { agent: c, skill: MISSPELT, level: 'Expert' },
    { agent: c, skill: 'Chat', level: { error: '#N/A' } },
    { agent: d, skill: 'Billing', level: 'Advanced' },
    { agent: d, skill: 'Spanish', level: 'Expert' },
    { agent: e, skill: 'Chat', level: 'Basic' },
    { agent: e, skill: 'Returns', level: 'Expert' },
    { agent: f, skill: 'Billing', level: 'Basic' },
    { agent: f, skill: 'Phone', level: 130 },
  ];
  const [broken, hidden, leftOut, tooHigh] = [entries[5], entries[6], entries[7], entries[11]];
  const pasted = entries.slice(8, 10);
  const rowOf = (entry) => FIRST + entries.indexOf(entry);
  const save = () => writeSkills(desk.document('Skills Q4.xlsx'), 'Q4', entries, [rowOf(hidden)]);
  save();

  const found = await openSheet(window, desk, desk.document('Skills Q4.xlsx'));
  for (const said of FOUND) assert.match(found, said);
  await window.one({ text: 'Northwind Care: skills Q4' });
  await window.picture('sheet');

  await goOn(window, 'Match columns and names');
  await window.picture('match');
  await window.enter({ role: 'button', name: 'Use in 3 rows' });
  await window.gone({ role: 'button', name: 'Use in 3 rows' });
  await window.picture('legend');
  await window.enter({ role: 'button', name: 'Use this legend' });
  await window.one({ text: '“Expert” is 100, “Basic” is 40, “Advanced” is 80' });
  await window.picture('settled');

  await goOn(window, /^Review \d+ changes$/);
  await showSheet(window);
  const at = (entry) => window.one({ text: `D${rowOf(entry)}` });
  await at(broken);
  await window.picture('problem');
  await window.reach({ role: 'gridcell', selected: true });
  await window.press('55', Key.ENTER);
  await window.press(Key.F8);
  await at(tooHigh);
  assert.ok(await window.hasFocus({ role: 'gridcell', selected: true }));
  await window.press('90', Key.ENTER);
  await window.one({ text: `D${rowOf(tooHigh) + 1}` });

  for (let up = rowOf(tooHigh) + 1 - rowOf(pasted[0]); up > 0; up -= 1) await window.press(Key.ARROW_UP);
  await at(pasted[0]);
  await withClipboard(desk, '30\n45\n', async () => {
    await window.chord(Key.CONTROL, 'v');
    await window.one({ text: '2 cells pasted' });
  });

  await window.press(Key.ARROW_UP);
  await at(leftOut);
  const row = `Row ${rowOf(leftOut)}`;
  await window.press(Key.SPACE);
  await window.one({ role: 'rowheader', name: `${row}, left out` });
  await window.chord(Key.CONTROL, 'z');
  await window.one({ role: 'rowheader', name: row });
  await window.chord(Key.CONTROL, 'y');
  await window.one({ role: 'rowheader', name: `${row}, left out` });
  await window.picture('corrected');

  // A row above all corrections: each of them has to move with its row.
  entries.splice(3, 0, { agent: g, skill: 'Billing', level: 'Advanced' });
  save();
  const asSaved = readFileSync(desk.document('Skills Q4.xlsx'));
  await window.one({ text: /was saved again after we read it/ });
  await window.picture('saved-again');
  await window.enter({ role: 'button', name: 'Read it again' });
  await window.one({ text: 'The file was read again.' });
  await window.one({ text: 'All 4 corrections still fit.' });
  await window.gone({ text: /was saved again after we read it/ });
  await window.one({ role: 'rowheader', name: `Row ${rowOf(leftOut)}, left out` });
  await window.picture('read-again');

  const corrections = new Map([[broken, 55], [tooHigh, 90], [pasted[0], 30], [pasted[1], 45]]);
  const wanted = entries.map((entry) => ({ ...entry, level: corrections.get(entry) ?? entry.level }));
  const { after, changes, agents } = fulfilled(wishesOf(wanted.filter((_, index) => entries[index] !== leftOut), before), before);
  await heading(window, changes.length);
  assert.deepEqual(await centre.state(), before, 'nothing is changed before Update');
  await goOn(window, `All ${agents.size} agents are up to date`);
  assert.deepEqual(await centre.state(), after, 'exactly what the corrected sheet asks for, and nobody else is touched');
  assert.equal(writesIn(await centre.log()).length, agents.size, 'one request for each changed agent');
  assert.deepEqual(readFileSync(desk.document('Skills Q4.xlsx')), asSaved, 'the person’s file is only read');

  const results = desk.document('Skills Q4 with results.xlsx');
  await window.chord(Key.CONTROL, Key.ENTER);
  await answerFileDialog(desk, 'Save', results);
  await until('the workbook', () => existsSync(results));
  const kept = records((await readWorkbook(results)).Skills, HEADING_ROW - 1).slice(FIRST - HEADING_ROW - 1);
  wanted.forEach(({ agent, skill, level }, index) => {
    const record = kept[index];
    assert.deepEqual([record.Agent, record.Skill, String(record.Level)], [lastFirst(agent.name), skill, String(level)], `row ${FIRST + index}`);
    assert.equal(record.Status, entries[index] === leftOut ? 'Left out' : 'Done', `row ${FIRST + index}`);
  });

  const next = [
    { agent: g, skill: MISSPELT, level: 'Advanced' },
    { agent: g, skill: 'Delivery', level: 'Basic' },
    { agent: h, skill: 'Delivery', level: 'Expert' },
    { agent: a, skill: 'Billing', level: 'Expert' },
  ];
  writeSkills(desk.document('Skills Q1.xlsx'), 'Q1', next);
  await window.enter({ role: 'button', name: 'New update' }, { within: await window.one({ role: 'contentinfo' }) });
  await window.one({ role: 'heading', name: 'Choose your sheet' });
  const again = await openSheet(window, desk, desk.document('Skills Q1.xlsx'));
  assert.ok(again.includes('As in “Skills Q4.xlsx”.'), again);
  await window.picture('next-sheet');
  await goOn(window, 'Match columns and names');
  await window.one({ text: 'Matched like last time.' });
  await window.picture('next-match');
  assert.deepEqual(await window.all({ role: 'button', name: /^Use (in|this|all|the)/ }), [], 'nothing is asked');
  const plan = fulfilled(wishesOf(next, after), after);
  await goOn(window, `Review ${plan.changes.length} changes`);
  assert.equal(plan.changes.length, next.length - 1, 'what the last update brought is right already');
  await window.one({ role: 'tab', name: /^Problems 0/ });
  await window.picture('next-review');
});

journey('today’s skills of a team, brought back, ask for nothing, and with one cell changed for that alone', 'round-trip', async ({ desk, open }) => {
  const window = await open();
  const { centre, before } = await practise(window, 'NICE CXone');
  const team = 'Care South';
  const file = desk.document('Today.xlsx');
  await window.enter({ role: 'button', name: 'Get today’s skills…' });
  await window.reach({ role: 'radio', name: 'List' });
  await window.press(Key.ARROW_RIGHT);
  await window.reach({ role: 'checkbox', name: /^All \d+ teams$/ });
  await window.press(Key.SPACE);
  await window.reach({ role: 'textbox', name: 'Find a team' });
  await window.press(team);
  await window.reach({ role: 'checkbox', name: team });
  await window.press(Key.SPACE);
  await window.picture('which');
  await window.enter({ role: 'button', name: 'Save the workbook…' });
  await answerFileDialog(desk, 'Save', file);
  await window.one({ text: /^Saved as/ }, { seconds: 60 });

  const { rows } = Object.values(await readWorkbook(file)).find((tab) => tab.rows[0].includes('Billing'));
  const found = await openSheet(window, desk, file);
  assert.ok(found.includes('One line per agent, a column per skill.'), found);
  await window.picture('grid');
  await goOn(window, 'Match columns and names');
  await window.picture('match');
  await goOn(window, 'Everything is already right');
  await window.picture('right');
  await window.enter({ role: 'button', name: 'Show the rows' });
  await heading(window, 0);
  const members = before.directory.agents.filter((agent) => agent.team === team && agent.active);
  const held = members.flatMap(({ id }) => Object.keys(before.assignments[id]));
  await window.one({ role: 'tab', name: `Already right ${held.length}` });
  await window.picture('rows');

  // The first level of the last agent.
  const [row, column] = [rows.length - 1, rows.at(-1).findIndex((cell) => typeof cell === 'number')];
  const agent = members.find(({ email }) => rows[row].includes(email)).id;
  const skill = before.directory.skills.find(({ name }) => name === rows[0][column]).id;
  assert.equal(rows[row][column], before.assignments[agent][skill], 'the workbook holds today’s level');
  const wanted = rows[row][column] === 5 ? 6 : 5;
  await showSheet(window);
  await window.chord(Key.CONTROL, 'f');
  const cell = `${letters(column)}${row + 1}`;
  await window.press(cell, Key.ENTER);
  await window.one({ text: cell });
  await window.reach({ role: 'gridcell', selected: true });
  await window.press(String(wanted), Key.ENTER);
  await heading(window, 1);
  await window.picture('one-change');
  await goOn(window, 'The agent is up to date');
  const after = structuredClone(before);
  after.assignments[agent][skill] = wanted;
  assert.deepEqual(await centre.state(), after, 'this cell, and nothing else');
  assert.equal(writesIn(await centre.log()).length, 1, 'in one request');
});
