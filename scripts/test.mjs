// npm test: installs what is missing, then runs every check and closes with a summary.
// `npm test -- clippy journeys` runs only the sections named.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ask, heading, root, run, seconds, stop } from './lib/console.mjs';
import { startDesk } from '../tests/e2e/harness/desk.mjs';
import { cargoTool, frontEnd, nodeModules, rust, rustComponents, systemPackages, toTest } from './lib/setup.mjs';

const began = Date.now();
const cargo = (...args) => run('cargo', args);
const npm = (script) => run('npm', ['run', '--silent', script]);

/** In the order in which they run. `needs` names sections without which this one says nothing. */
const sections = [
  { id: 'ui', title: 'Front end: build', run: frontEnd },
  { id: 'fmt', title: 'Rust: format', run: () => cargo('fmt', '--all', '--check') },
  { id: 'clippy', title: 'Rust: clippy', run: () => cargo('clippy', '--workspace', '--all-targets', '--', '-D', 'warnings') },
  { id: 'rust', title: 'Rust: tests', run: () => cargo('nextest', 'run', '--workspace') },
  { id: 'keyring', title: 'Rust: the real keyring', run: keyring },
  { id: 'doc', title: 'Rust: examples in the documentation', run: () => cargo('test', '--workspace', '--doc', '--quiet') },
  { id: 'types', title: 'Front end: types', run: () => npm('check:ui') },
  { id: 'lint', title: 'Front end: lint', run: () => npm('lint:ui') },
  { id: 'unit', title: 'Front end: unit tests', run: () => npm('test:unit') },
  { id: 'screens', title: 'Screens in a browser, with axe', needs: ['ui'], run: () => npm('test:screens') },
  {
    id: 'app',
    title: 'App: build',
    needs: ['ui'],
    // The whole workspace with its examples has the features that the tests have: what they built is built.
    run: () => cargo('build', '--workspace', '--bins', '--examples'),
  },
  { id: 'journeys', title: 'Journeys in the real window, with a real keyring', needs: ['ui', 'app'], run: journeys },
];

/** The tests that need a keyring, in a session with one of their own. */
async function keyring() {
  const desk = await startDesk('keyring');
  const env = { DBUS_SESSION_BUS_ADDRESS: desk.env.DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR: desk.env.XDG_RUNTIME_DIR };
  try {
    return await run('cargo', ['nextest', 'run', '-p', 'skillsheet-engine', '--run-ignored', 'only', '-E', 'test(keyring)'], { env });
  } finally {
    await desk.stop();
  }
}

/** One journey after the other. What a busy computer upsets is looked at once more, and said to have needed it. */
async function journeys() {
  const folder = 'tests/e2e';
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.mjs'));
  let passed = true;
  for (const name of files) {
    const once = () => run(process.execPath, ['--test', '--test-reporter=spec', `${folder}/${name}`]);
    if (await once()) continue;
    console.log(`\n${name} failed, and is looked at once more`);
    passed = (await once()) && passed;
  }
  return passed;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((id) => !sections.some((section) => section.id === id));
if (unknown.length > 0) stop(`There is no section called ${unknown.join(', ')}`, `The sections are: ${sections.map(({ id }) => id).join(' ')}`);
const chosen = sections.filter(({ id }) => wanted.length === 0 || wanted.includes(id));

heading('What this computer needs');
await systemPackages(toTest);
rust();
await rustComponents();
await nodeModules();
await cargoTool('cargo-nextest', '0.9.143', () => ask('cargo', ['nextest', '--version']) !== undefined);
await cargoTool('tauri-driver', '2.1.0', () => ask('tauri-driver', ['--help']) !== undefined);
console.log(`Ready after ${seconds(Date.now() - began)}`);

const results = [];
for (const { id, title, needs = [], run: check } of chosen) {
  heading(title);
  const start = Date.now();
  const without = needs.filter((need) => results.some((result) => result.id === need && !result.passed));
  if (without.length > 0) console.log(`Not run: ${without.join(' and ')} failed`);
  const passed = without.length === 0 && (await check());
  results.push({ id, title, passed, note: without.length > 0 ? 'not run' : passed ? 'passed' : 'FAILED', ms: Date.now() - start });
}

heading('Summary');
for (const { title, note, ms } of results) console.log(`${note.padEnd(8)} ${title.padEnd(52)} ${seconds(ms).padStart(12)}`);
console.log(`${''.padEnd(8)} ${'Everything, set-up included'.padEnd(52)} ${seconds(Date.now() - began).padStart(12)}\n`);
const failed = results.filter(({ passed }) => !passed).length;
console.log(`sections: ${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
