/** The window's only way to the engine. Nothing else imports Tauri. */
import { Channel } from "@tauri-apps/api/core";
import { getCurrentWindow } from "@tauri-apps/api/window";
import { commands, type CommandError, type Event } from "./bindings";

export * from "./bindings";

/** Sends every event to `handler` for as long as the window lives. */
export async function subscribe(handler: (event: Event) => void): Promise<void> {
  await commands.subscribe(new Channel<Event>(handler));
}

/** Names the window. */
export async function setWindowTitle(title: string): Promise<void> {
  document.title = title;
  await getCurrentWindow().setTitle(title);
}

/** What a failed command says; a failure of another make is told as a fault of ours. */
export function asCommandError(error: unknown): CommandError {
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) {
    return error as CommandError;
  }
  return {
    code: "bug",
    message: "Something in Skillsheet went wrong",
    hint: "It is our fault. What was sent is recorded.",
    details: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}
