// The system's own dialogs, which WebDriver cannot reach: driven by the keyboard, as a person could.
import { output, until } from './processes.mjs';

/** Answers an open or save dialog (found by its title) with a path, and waits until it has closed. */
export async function answerFileDialog(desk, title, path) {
  const xdotool = (...args) => output('xdotool', args, { env: desk.env });
  const windows = async () => (await xdotool('search', '--onlyvisible', '--name', title)).trim().split('\n').filter(Boolean);

  const [window] = await until(`the dialog “${title}”`, async () => {
    const found = await windows();
    return found.length > 0 && found;
  });
  await xdotool('windowactivate', '--sync', window);
  // In GTK's dialogs Ctrl+L leads to the place where a path is typed, when opening as well as when saving.
  await xdotool('key', '--window', window, '--clearmodifiers', 'ctrl+l');
  await xdotool('key', '--clearmodifiers', 'ctrl+a');
  await xdotool('type', '--clearmodifiers', '--delay', '8', path);
  // The first Enter may only close the list of completions.
  const closed = async () => {
    if (!(await windows().catch(() => [])).includes(window)) return true;
    await xdotool('key', '--clearmodifiers', 'Return');
    return false;
  };
  await until(`the dialog “${title}” to close`, closed, { seconds: 15, every: 700 });
}
