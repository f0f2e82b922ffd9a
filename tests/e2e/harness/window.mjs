// The app's real window, found and used the way assistive technology does: by role and name.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Builder, Capabilities, Key } from 'selenium-webdriver';
import { root } from './desk.mjs';
import { freePort, until } from './processes.mjs';

const testingLibrary = readFileSync(join(root, 'node_modules/@testing-library/dom/dist/@testing-library/dom.umd.min.js'), 'utf8');

/** In the page: everything shown with this role (or text, or label), inside `within` or the whole page. */
const find = `
  const [query, within] = arguments;
  const { queryAllByLabelText, queryAllByRole, queryAllByText } = window.TestingLibraryDom;
  const matcher = (value) => (value && value.pattern !== undefined ? new RegExp(value.pattern, value.flags) : value);
  const place = within ?? document.body;
  if (query.text !== undefined) return queryAllByText(place, matcher(query.text), { ignore: 'script, style' });
  if (query.label !== undefined) return queryAllByLabelText(place, matcher(query.label));
  const options = {};
  if (query.name !== undefined) options.name = matcher(query.name);
  for (const key of ['checked', 'selected', 'expanded', 'level']) if (query[key] !== undefined) options[key] = query[key];
  return queryAllByRole(place, query.role, options);
`;

/** In the page: whether something that `find` finds has the focus. */
const findsFocus = `return (() => { ${find} })().includes(document.activeElement);`;

/** A query with its patterns written so that they can be sent. */
function sendable(query) {
  const entries = Object.entries(query).map(([key, value]) => [key, value instanceof RegExp ? { pattern: value.source, flags: value.flags } : value]);
  return Object.fromEntries(entries);
}

/** In the page: what keeps somebody from seeing the element that has the focus; null when nothing does. */
const unseen = `
  const element = document.activeElement;
  const { left, top, right, bottom } = element.getBoundingClientRect();
  if (right - left < 2 || bottom - top < 2) return 'it has no size';
  if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return 'it is not wholly in the window';
  const inset = 3; // clear of round corners
  for (const x of [left + inset, (left + right) / 2, right - inset]) for (const y of [top + inset, (top + bottom) / 2, bottom - inset]) {
    const there = document.elementFromPoint(x, y);
    if (!element.contains(there) && !there?.closest('label')?.contains(element)) return 'it is under ' + there?.outerHTML.slice(0, 150);
  }
  return null;
`;

/** More stops of Tab than any screen has. */
const MOST_STOPS = 150;

/** The looks that a picture can be taken in; the first one is how the window opens. */
const looks = [
  { name: 'light', theme: 'light', width: 1180, height: 760 },
  { name: 'dark', theme: 'dark', width: 1180, height: 760 },
  { name: 'small-light', theme: 'light', width: 960, height: 600 },
  { name: 'small-dark', theme: 'dark', width: 960, height: 600 },
];

/** Opens the app on a desk and answers its window. */
export async function openWindow(desk, args = [], { application = join(root, 'target/debug/skillsheet') } = {}) {
  const [port, nativePort] = [await freePort(), await freePort()];
  const bridge = desk.begin('webdriver', 'tauri-driver', ['--port', String(port), '--native-port', String(nativePort)]);
  const server = `http://127.0.0.1:${port}`;
  await until('tauri-driver', async () => {
    const answer = await fetch(`${server}/status`);
    return answer.ok;
  });
  const capabilities = new Capabilities({ browserName: 'wry', 'tauri:options': { application, args } });
  const driver = await Promise.race([
    new Builder().usingServer(server).withCapabilities(capabilities).build(),
    bridge.ended.then((why) => Promise.reject(new Error(why))),
  ]);
  return new Window(desk, driver, bridge);
}

export class Window {
  #desk;
  #driver;
  #bridge;
  #shots = 0;

  constructor(desk, driver, bridge) {
    this.#desk = desk;
    this.#driver = driver;
    this.#bridge = bridge;
  }

  /** Runs a script in the page, where Testing Library is at hand. */
  async #ask(script, ...args) {
    const there = await this.#driver.executeScript('return document.body !== null && window.TestingLibraryDom !== undefined');
    if (!there) await this.#driver.executeScript(testingLibrary);
    return await this.#driver.executeScript(script, ...args);
  }

  /**
   * All that match now: `{ role, name, checked, … }` or `{ text }`, or `{ label }` for a field without a role, as passwords are.
   * Names, texts and labels are strings or patterns.
   */
  async all(query, within) {
    return await this.#ask(find, sendable(query), within ?? null);
  }

  /** The one that matches, waited for. */
  async one(query, { within, seconds = 20 } = {}) {
    return await until(say(query), async () => {
      const found = await this.all(query, within);
      if (found.length > 1) throw new Error(`${found.length} of them`);
      return found[0];
    }, { seconds });
  }

  /** Waits until nothing matches. */
  async gone(query, { seconds = 20 } = {}) {
    await until(`no ${say(query)}`, async () => (await this.all(query)).length === 0, { seconds });
  }

  async click(query, options) {
    // React may draw a thing anew between finding and clicking it; the person would just click the new one.
    await until(`${say(query)} to take a click`, async () => {
      const element = await this.one(query, options);
      await element.click();
      return true;
    }, { seconds: options?.seconds ?? 20 });
  }

  /** Chooses one of many in a list that opens. */
  async choose(label, option) {
    await this.click({ role: 'combobox', name: label });
    await this.click({ role: 'option', name: option });
  }

  /** Replaces what stands in a field. */
  async fill(query, text, options) {
    await this.#type(await this.one(query, options), text);
  }

  async #type(field, text) {
    await field.click();
    await this.#driver.executeScript('arguments[0].select()', field);
    await field.sendKeys(text === '' ? Key.BACK_SPACE : text);
  }

  async press(...keys) {
    await this.#driver.actions().sendKeys(...keys).perform();
  }

  /** Presses a key while others are held. */
  async chord(...keys) {
    const [held, key] = [keys.slice(0, -1), keys.at(-1)];
    const actions = this.#driver.actions();
    for (const each of held) actions.keyDown(each);
    actions.sendKeys(key);
    for (const each of held.toReversed()) actions.keyUp(each);
    await actions.perform();
  }

  /** Presses Tab until it has the focus, as somebody without a mouse does. */
  async reach(query, options) {
    await this.one(query, options);
    for (let left = MOST_STOPS; left > 0; left -= 1) {
      if (await this.hasFocus(query, options?.within)) return;
      await this.press(Key.TAB);
    }
    throw new Error(`Tab does not lead to ${say(query)}`);
  }

  async hasFocus(query, within) {
    return await this.#ask(findsFocus, sendable(query), within ?? null);
  }

  /** Waits until it has the focus, and is seen: wholly in the window, and under nothing else. */
  async focused(query, { within, seconds = 20 } = {}) {
    await until(`the focus on ${say(query)}`, async () => {
      if (await this.hasFocus(query, within)) return true;
      throw new Error(`it is on ${await this.#driver.executeScript('return document.activeElement?.outerHTML.slice(0, 200)')}`);
    }, { seconds });
    await until(`${say(query)}, which has the focus, to be seen`, async () => {
      const why = await this.#driver.executeScript(unseen);
      if (why !== null) throw new Error(why);
      return true;
    }, { seconds });
  }

  /** Whether the focus is on the element or in it. */
  async holdsFocus(element) {
    return await this.#driver.executeScript('return arguments[0].contains(document.activeElement)', element);
  }

  /** The row that the focus is in, as it is read out. */
  async focusedRow() {
    return await this.#driver.executeScript('return document.activeElement?.closest("[role=row]")?.getAttribute("aria-label") ?? null');
  }

  /** Reaches it by the keyboard and presses Enter on it. */
  async enter(query, options) {
    await this.reach(query, options);
    await this.press(Key.ENTER);
  }

  /** The text that is shown, of the page or of one part. */
  async text(query, options) {
    if (!query) return await this.#driver.executeScript('return document.body.innerText');
    // What still fades in counts as not shown, and has no text yet.
    return await until(`the text of ${say(query)}`, async () => (await (await this.one(query, options)).getText()) || undefined, options);
  }

  async title() {
    return await this.#driver.getTitle();
  }

  /** Loads the page anew, as after a crash of the web view. */
  async reload() {
    await this.#driver.navigate().refresh();
  }

  /** Keeps a picture of the page among the journey's results: as it is, or in every look when `SKILLSHEET_LOOKS=all`. */
  async picture(name) {
    this.#shots += 1;
    const file = join(this.#desk.results, `${String(this.#shots).padStart(2, '0')}-${name}`);
    const keep = async (path) => writeFileSync(path, await this.#driver.takeScreenshot(), 'base64');
    if (process.env.SKILLSHEET_LOOKS !== 'all') {
      // What the page holds is drawn a little later.
      await this.#driver.executeAsyncScript('requestAnimationFrame(() => requestAnimationFrame(arguments[0]))');
      return await keep(`${file}.png`);
    }
    for (const look of looks) {
      await this.#wear(look);
      await keep(`${file}.${look.name}.png`);
    }
    await this.#wear(looks[0]);
  }

  /** Draws the page in a look, whatever the person set. */
  async #wear({ theme, width, height }) {
    await this.#driver.manage().window().setRect({ width, height });
    const worn = `
      const [theme, width, height, done] = arguments;
      document.documentElement.dataset.theme = theme;
      const finish = () => {
        for (const each of document.getAnimations()) if (each.effect.getComputedTiming().endTime < Infinity) each.finish();
        requestAnimationFrame(() => requestAnimationFrame(done));
      };
      const resized = () => (innerWidth === width && innerHeight === height ? requestAnimationFrame(() => requestAnimationFrame(finish)) : setTimeout(resized, 30));
      resized();
    `;
    await this.#driver.executeAsyncScript(worn, theme, width, height);
  }

  /** Says a command to the engine past the page's buttons: its answer, or the error. */
  async command(name, args = {}) {
    const say = `
      const [name, args, done] = arguments;
      window.__TAURI_INTERNALS__.invoke(name, args).then((answer) => done({ answer }), (error) => done({ error }));
    `;
    return await this.#driver.executeAsyncScript(say, name, args);
  }

  /** The app's process. */
  async pid() {
    return await until('the app’s process', () => descendants(this.#bridge.child.pid).find((process) => process.name === 'skillsheet')?.pid);
  }

  async close() {
    await this.#driver.quit();
    await this.#bridge.stop();
  }
}

function say({ role, name, text, label, ...rest }) {
  const extra = Object.entries(rest).map(([key, value]) => ` ${key}=${value}`).join('');
  if (label !== undefined) return `the field ${label}`;
  return text !== undefined ? `the text ${text}` : `the ${role} ${name ?? ''}${extra}`;
}

function descendants(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => {
    try {
      return [{ pid: child, name: readFileSync(`/proc/${child}/comm`, 'utf8').trim() }, ...descendants(child)];
    } catch {
      return []; // it ended meanwhile
    }
  });
}
