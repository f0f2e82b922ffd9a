// The system's own dialogs, which WebDriver cannot reach: driven by the keyboard, as a person could.
import { join } from 'node:path';
import { output, start, until } from './processes.mjs';

/** Answers an open or save dialog (found by its title) with a path, and waits until it has closed. */
export async function answerFileDialog(desk, title, path) {
  const xdotool = (...args) => output('xdotool', args, { env: desk.env });
  const windows = async () => (await xdotool('search', '--onlyvisible', '--name', title)).trim().split('\n').filter(Boolean);

  const [window] = await until(`the dialog “${title}”`, async () => {
    const found = await windows();
    return found.length > 0 && found;
  });
  // Pasted, not typed: X loses keys that are typed faster than a person types them.
  await withClipboard(desk, path, async () => {
    await xdotool('windowactivate', '--sync', window);
    // In GTK's dialogs Ctrl+L leads to the place where a path is typed, when opening as well as when saving.
    for (const keys of ['ctrl+l', 'ctrl+a', 'ctrl+v']) await xdotool('key', '--clearmodifiers', keys);
    // The first Enter may only close the list of completions.
    const closed = async () => {
      if (!(await windows().catch(() => [])).includes(window)) return true;
      await xdotool('key', '--clearmodifiers', 'Return');
      return false;
    };
    await until(`the dialog “${title}” to close`, closed, { seconds: 15, every: 700 });
  });
}

/** Does something while the clipboard holds a text that another program copied. */
export async function withClipboard(desk, text, act) {
  const clipboard = start('xclip', ['-quiet', '-selection', 'clipboard'], { env: desk.env, log: join(desk.results, 'logs/clipboard.log'), input: text });
  try {
    await until('the clipboard', async () => (await output('xclip', ['-o', '-selection', 'clipboard'], { env: desk.env })) === text);
    return await act();
  } finally {
    await clipboard.stop();
  }
}
