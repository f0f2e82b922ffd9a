/**
 * The far end of the window's wire: answers its commands and sends it events, without an engine. Typed by the bindings, so that a command that
 * changes its shape fails the type check here.
 */
import { test as base, expect, type Page } from "@playwright/test";
import type { AppView, commands, CommandError, Event } from "../../ui/src/backend/bindings";

import { PLATFORMS } from "./platforms";

/** The moment that all of it is at. */
export const NOW = "2026-11-23T14:02:00Z";

type Commands = typeof commands;
type Name = keyof Commands;
type Answer<K extends Name> = Awaited<ReturnType<Commands[K]>>;

/** What the engine answers, by command; a command without a handler answers null. */
export type Handlers = { [K in Name]?: (...args: Parameters<Commands[K]>) => Answer<K> | Promise<Answer<K>> };

/** One thing that the window asked for. */
export type Call = { command: Name; args: unknown[] };

/** A screen in one state, and how to get there. */
export type State = {
  name: string;
  app: AppView;
  handlers?: Handlers;
  /** What is done in the window, once it is open, to come to the state. */
  reach?: (page: Page, farEnd: FarEnd) => Promise<void>;
};

/** A failed command. */
export class Refusal extends Error {
  constructor(readonly error: CommandError) {
    super(error.message);
  }
}

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) as Name;

/** Lives in the page: the part of Tauri that the window talks to. */
function installWire() {
  type Callback = (message: unknown) => void;
  const callbacks = new Map<number, Callback>();
  let nextId = 1;
  let channel = 0;
  let index = 0;
  const page = window as unknown as Record<string, unknown> & { farEndAnswer: (name: string, args: unknown[]) => Promise<{ ok?: unknown; error?: unknown }> };
  page.__TAURI_INTERNALS__ = {
    metadata: { currentWindow: { label: "main" }, currentWebview: { windowLabel: "main", label: "main" } },
    transformCallback: (callback: Callback) => {
      callbacks.set(nextId, callback);
      return nextId++;
    },
    unregisterCallback: (id: number) => callbacks.delete(id),
    invoke: async (name: string, args: Record<string, unknown>) => {
      if (name === "subscribe") {
        channel = (args.channel as { id: number }).id;
        index = 0;
        return null;
      }
      const { ok, error } = await page.farEndAnswer(name, name.startsWith("plugin:") ? [args] : Object.values(args ?? {}));
      // Tauri rejects with the error's own value, not with an Error.
      if (error !== undefined) return Promise.reject(error as Error);
      return ok;
    },
  };
  page.farEndEmit = (event: unknown) => callbacks.get(channel)?.({ message: event, index: index++ });
}

export class FarEnd {
  /** Everything that was asked for, but the state. */
  readonly calls: Call[] = [];
  /** The window's title, as the system shows it. */
  title = "";
  app!: AppView;
  handlers: Handlers = {};

  constructor(private readonly page: Page) {}

  /** Opens the window in a state. */
  async open(state: State): Promise<void> {
    this.app = structuredClone(state.app);
    this.handlers = state.handlers ?? {};
    await this.page.exposeFunction("farEndAnswer", (name: string, args: unknown[]) => this.answer(name, args));
    await this.page.addInitScript(installWire);
    // The real window's web view does this too.
    await this.page.addInitScript(() => Object.freeze(Object.prototype));
    // A browser asks for this by itself; the real window does not.
    await this.page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    await this.page.clock.setFixedTime(NOW);
    await this.page.goto("/");
    await this.page.locator("h1").first().waitFor();
    await state.reach?.(this.page, this);
  }

  /** Sends an event to the window. */
  async emit(event: Event): Promise<void> {
    await this.page.evaluate((sent) => (window as unknown as { farEndEmit: (event: Event) => void }).farEndEmit(sent), event);
  }

  /** Changes the state, and says so. */
  async change(part: Partial<AppView>): Promise<void> {
    this.app = { ...this.app, ...part, revision: this.app.revision + 1 };
    await this.emit({ event: "stateChanged", revision: this.app.revision });
  }

  /** The arguments of every call of a command. */
  argsOf<K extends Name>(command: K): Parameters<Commands[K]>[] {
    return this.calls.filter((call) => call.command === command).map((call) => call.args as Parameters<Commands[K]>);
  }

  private async answer(name: string, args: unknown[]): Promise<{ ok?: unknown; error?: unknown }> {
    if (name === "plugin:window|set_title") {
      this.title = (args[0] as { value: string }).value;
      return { ok: null };
    }
    const command = camel(name);
    if (command === "app") return { ok: this.app };
    if (command === "platforms") return { ok: PLATFORMS };
    this.calls.push({ command, args });
    const handler = this.handlers[command] as ((...args: unknown[]) => unknown) | undefined;
    try {
      return { ok: (await handler?.(...args)) ?? null };
    } catch (error) {
      if (error instanceof Refusal) return { error: error.error };
      throw error;
    }
  }
}

/** A test with a far end; whatever the page complains about fails it. */
export const test = base.extend<{ farEnd: FarEnd }>({
  farEnd: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
    page.on("pageerror", (error) => complaints.push(`${error.message}\n${error.stack ?? ""}`));
    await use(new FarEnd(page));
    expect(complaints, "what the page complained about").toEqual([]);
  },
});

export { expect };
