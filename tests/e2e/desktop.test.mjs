// The desktop around a run: closing the window asks, a second start brings it back, the computer is kept awake, the end is told.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Key } from 'selenium-webdriver';
import { listenToBus } from './harness/bus.mjs';
import { root } from './harness/desk.mjs';
import { journey } from './harness/journey.mjs';
import { compare, connect, northwind, start } from './harness/northwind.mjs';
import { output, until } from './harness/processes.mjs';

// As many as go without a trial, and so late their answers that the run is not over before the window was closed.
const AGENTS = 50;
const LATE = 7_000;
const QUESTION = { role: 'dialog', name: 'Keep updating in the background, or pause?' };

/** The app's window as the window manager sees it; none while it is hidden. */
async function shown(desk) {
  const found = await output('xdotool', ['search', '--onlyvisible', '--name', '^Skillsheet: '], { env: desk.env }).catch(() => '');
  return found.trim().split('\n').filter(Boolean)[0];
}

/** Closes the window as a person does, by the window manager's key. */
async function closeByKey(desk) {
  await output('xdotool', ['windowactivate', '--sync', await until('the window', () => shown(desk))], { env: desk.env });
  await output('xdotool', ['key', '--clearmodifiers', 'alt+F4'], { env: desk.env });
}

/** Lets it go on out of sight, by a key of the desk's: a driver waits long for the answer of a window that hides itself. */
async function keepUpdating(desk, window) {
  await window.reach({ role: 'button', name: 'Keep updating' });
  await output('xdotool', ['key', '--clearmodifiers', 'Return'], { env: desk.env });
  await until('the window to be hidden', async () => !(await shown(desk)));
}

const ended = (pid) => until('the app to end', () => !existsSync(`/proc/${pid}`), { seconds: 60 });

journey('a run goes on out of sight or waits, the computer stays awake, and the end is told', 'desktop', async ({ desk, open }) => {
  const { centre, expected, sheet, writes } = await northwind(desk, AGENTS);
  const told = await listenToBus(desk);
  let window = await open();
  await connect(window, centre);
  await compare(window, desk, sheet);
  assert.deepEqual(told('Inhibit'), [], 'a computer that only compares may sleep');

  await centre.faults([{ method: 'PUT', fault: { kind: 'delay', millis: LATE } }]);
  await start(window, AGENTS);
  await until('the first writes', async () => (await writes()).length > 0);
  const awake = await until('the wish to stay awake', () => told('Inhibit')[0]);
  assert.ok(awake.includes('Skillsheet') && awake.includes('Agents\' skills are being updated'), String(awake));

  // Closing asks, and whoever answers nothing stays.
  await closeByKey(desk);
  await window.focused({ role: 'button', name: 'Stay here' }, { within: await window.one(QUESTION) });
  await window.picture('closing');
  await window.press(Key.ESCAPE);
  await window.gone(QUESTION);

  // Pause: the app waits for what is under way, ends, and offers the rest when it is started again.
  await closeByKey(desk);
  let pid = await window.pid();
  await window.reach({ role: 'button', name: 'Pause and close' });
  await window.press(Key.ENTER).catch(() => {}); // it may end before it answers
  await ended(pid);
  await window.close().catch(() => {}); // its window is gone
  const then = await writes();
  assert.ok(then.length < AGENTS, 'it was paused in the middle');
  assert.deepEqual(then.filter(({ status }) => status !== 200), [], 'what was under way was awaited');
  window = await open();
  await window.one({ role: 'heading', name: `Go on with ${AGENTS - then.length} agents?` }, { seconds: 60 });
  await window.picture('offered');
  await window.click({ role: 'button', name: 'Go on…' });
  await window.click({ role: 'button', name: 'Go on' });
  await until('more writes', async () => (await writes()).length > then.length);

  // Out of sight it goes on; a second start brings the window back instead of a second one.
  await closeByKey(desk);
  pid = await window.pid();
  await keepUpdating(desk, window);
  const hidden = (await writes()).length;
  await until('writes out of sight', async () => (await writes()).length > hidden);
  const second = desk.begin('second-start', join(root, 'target/debug/skillsheet'), []);
  assert.match(await second.ended, /ended with 0/, 'a second start ends by itself');
  await until('the window to be back', () => shown(desk));
  await window.one({ role: 'heading', name: /^\d+ of \d+ agents$/ });
  assert.equal(await window.pid(), pid, 'it is the same one');

  // To its end out of sight: the end is told by the desktop, and the app ends.
  await closeByKey(desk);
  await keepUpdating(desk, window);
  assert.deepEqual(told('Notify'), [], 'nothing is told before the end');
  await centre.faults([]);
  await ended(pid);
  assert.deepEqual((await centre.state()).assignments, expected, 'everybody has what the sheet says');
  assert.equal((await writes()).length, AGENTS, 'nothing was sent twice');
  const notification = await until('the notification', () => told('Notify')[0]);
  assert.equal(told('Notify').length, 1);
  assert.deepEqual(notification.slice(0, 4), ['Skillsheet', 'skillsheet', 'The update is done', `All ${AGENTS} agents are up to date`]);
});
