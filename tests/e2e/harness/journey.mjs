// A journey: a test that walks through the real window on a desk of its own.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { startDesk } from './desk.mjs';
import { openWindow } from './window.mjs';

/** `walk` gets the desk and `open(args)`, which opens the app. On failure the page's picture and words are kept. */
export function journey(name, folder, walk) {
  test(name, { timeout: 300_000 }, async () => {
    const desk = await startDesk(folder);
    let window;
    const open = async (args) => (window = await openWindow(desk, args));
    try {
      await walk({ desk, open });
    } catch (error) {
      if (window) await keep(desk, window);
      throw error;
    } finally {
      if (window) await window.close().catch(() => {});
      await desk.stop();
    }
  });
}

async function keep(desk, window) {
  try {
    await window.picture('failure');
    writeFileSync(join(desk.results, 'failure.txt'), await window.text());
  } catch (error) {
    console.error(`The page could not be kept: ${error.message}`);
  }
}
