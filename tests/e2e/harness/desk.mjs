// A person's desk: a screen, a session, a keyring and folders of their own, so that a journey leaves no trace.
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { output, start, until } from './processes.mjs';

/** The project's folder. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));
const kept = join(root, 'test-results/e2e');

/** Starts a desk. `results` is where a journey's pictures and logs are kept. */
export async function startDesk(journey) {
  const folder = mkdtempSync(join(tmpdir(), 'skillsheet-desk-'));
  const results = join(kept, journey);
  rmSync(results, { recursive: true, force: true });
  const logs = join(results, 'logs');
  for (const path of [logs, ...['home', 'runtime', 'data', 'documents', 'bin'].map((name) => join(folder, name))]) {
    mkdirSync(path, { recursive: true });
  }
  chmodSync(join(folder, 'runtime'), 0o700); // D-Bus and the keyring refuse a folder that others can read

  const running = [];
  const begin = (name, command, args, options) => {
    const process = start(command, args, { env, log: join(logs, `${name}.log`), ...options });
    running.unshift(process);
    return process;
  };
  const env = {
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    HOME: join(folder, 'home'),
    XDG_RUNTIME_DIR: join(folder, 'runtime'),
    SKILLSHEET_DATA_DIR: join(folder, 'data'),
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    GDK_BACKEND: 'x11',
    GTK_USE_PORTAL: '0',
    GTK_OVERLAY_SCROLLING: '0',
    GSETTINGS_BACKEND: 'memory',
    NO_AT_BRIDGE: '1',
    RUST_BACKTRACE: '1',
  };

  const desk = {
    folder,
    results,
    env,
    begin,
    /** A path among the person's documents. */
    document: (name) => join(folder, 'documents', name),
    data: join(folder, 'data'),
    /** The files among the app's own that hold one of these texts; that the app writes files at all is made sure of. */
    holding(...texts) {
      const files = ['data', 'home'].flatMap((name) => filesIn(join(folder, name)));
      if (!files.some((path) => path.startsWith(desk.data))) throw new Error('The app keeps no journal');
      return files.filter((path) => texts.some((text) => contents(path).includes(text)));
    },
    /** Gives the person a browser, in which they sign in at once; answers what it came to see so far. */
    browser() {
      const notes = join(folder, 'browser.jsonl');
      const surf = join(root, 'tests/e2e/harness/surf.mjs');
      writeFileSync(join(folder, 'bin/xdg-open'), `#!/bin/sh\nexec '${process.execPath}' '${surf}' '${notes}' "$1"\n`, { mode: 0o755 });
      return () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n').map((line) => JSON.parse(line)) : []);
    },
    /** What the keyring holds of the app's, as the person's own tools show it. */
    kept: async () => await output('secret-tool', ['search', '--all', '--unlock', 'service', 'Skillsheet'], { env }),
    async stop() {
      for (const process of running) await process.stop();
      const log = join(folder, 'data/logs');
      if (existsSync(log)) cpSync(log, join(logs, 'app'), { recursive: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };

  try {
    await startScreen(begin, env);
    const bus = begin('bus', 'dbus-daemon', ['--session', '--nofork', '--print-address=3'], { fds: 1 });
    env.DBUS_SESSION_BUS_ADDRESS = await bus.line(3);
    // What is meant for the computer itself, such as not to fall asleep, stays on the desk too.
    env.DBUS_SYSTEM_BUS_ADDRESS = env.DBUS_SESSION_BUS_ADDRESS;
    begin('windows', 'openbox', ['--sm-disable']);
    await until('the window manager', async () => (await output('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], { env })).includes('0x'));
    begin('keyring', 'gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], { input: 'the desk’s password' });
    await until('the keyring', async () => {
      const owner = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.GetNameOwner'];
      return (await output('dbus-send', [...owner, 'string:org.freedesktop.secrets'], { env })).includes('string');
    });
    return desk;
  } catch (error) {
    await desk.stop();
    throw error;
  }
}

/**
 * A screen of the desk's own. Its number is drawn, because a server that looks for a free one can take the way to it from others;
 * `-noreset` keeps it as it is when whoever looked at it leaves.
 */
async function startScreen(begin, env) {
  for (let left = 3; left > 0; left -= 1) {
    env.DISPLAY = `:${1_000 + Math.floor(Math.random() * 30_000)}`;
    const screen = begin('screen', 'Xvfb', [env.DISPLAY, '-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp', '-noreset'], { fds: 1 });
    if (await screen.line(3).then(() => output('xprop', ['-root'], { env })).then(() => true, () => false)) return;
    await screen.stop();
  }
  throw new Error('No screen could be opened; see screen.log');
}

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function contents(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === 'ENOENT') return ''; // it was temporary
    throw error;
  }
}
