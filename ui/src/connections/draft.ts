import type { AnswerView, CheckLine, CommandError, ConnectionDraft, PlatformView } from "../backend";
import type { PlatformFront, Settings } from "./platforms";

/** What a new connection begins with. */
export function newDraft(platform: PlatformView): ConnectionDraft {
  return { name: "", kind: "production", platform: platform.name, settings: { ...platform.defaults } };
}

/** What is wrong, by field: `name`, a secret's id, or what the engine calls the setting (`apiUrl`). */
export type Faults = Partial<Record<string, string>>;

/** What the engine calls a setting when it tells of a fault in it. */
export function fieldOf(key: string): string {
  return key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** How many requests in how many seconds; null where that is not known. */
export type Rate = { requests: number; seconds: number };

export function rateOf(settings: Settings): Rate | null {
  const [requests, seconds] = (settings["rate-limit"] ?? "").split("/").map(Number);
  return requests === undefined || seconds === undefined || Number.isNaN(requests) || Number.isNaN(seconds) ? null : { requests, seconds };
}

export function rateText(rate: Rate | null): string {
  return rate === null ? "none" : `${rate.requests}/${rate.seconds}`;
}

/** What all platforms have under “More settings”. */
const COMMON_MORE = ["concurrency", "rateLimit", "caFile"];

/** Whether something under “More settings” is at fault. */
export function isMoreAtFault(front: PlatformFront, faultOf: (field: string) => string | undefined): boolean {
  return [...front.more, ...COMMON_MORE].some((field) => faultOf(field) !== undefined);
}

/** What is missing or does not fit. Secrets are not asked for again where they are saved. */
export function faultsOf(front: PlatformFront, draft: ConnectionDraft, secrets: Settings, areSaved: boolean): Faults {
  const faults: Faults = { ...front.faults(draft.settings, secrets) };
  const atOnce = Number(draft.settings.concurrency);
  const { min, max } = front.atOnce;
  if (!Number.isInteger(atOnce) || atOnce < min || atOnce > max) faults.concurrency = `From ${min} to ${max}`;
  const rate = rateOf(draft.settings);
  if (rate && (rate.requests < 1 || rate.seconds < 1)) faults.rateLimit = "At least 1 request in 1 second";
  for (const { id, label } of areSaved ? [] : front.secrets(draft.settings)) {
    if (!secrets[id]) faults[id] = `The ${label.charAt(0).toLowerCase()}${label.slice(1)} is missing`;
  }
  if (draft.name.trim() === "") faults.name = "The name is missing";
  return faults;
}

/** The field that the engine found at fault, when it names one: its code is then `setting:` and the field. */
export function faultOfEngine(error: CommandError | null): Faults {
  const field = error?.code.match(/^setting:(.+)$/)?.[1];
  return error && field ? { [field]: error.message } : {};
}

/** How the test stands as a whole. */
export type Verdict = "untested" | "testing" | "works" | "missing" | "failed";

/** Lines that may say no without any harm. */
const OPTIONAL = ["readPace"];

export function isOptional(line: Pick<CheckLine, "id">): boolean {
  return OPTIONAL.includes(line.id);
}

export function verdictOf(lines: CheckLine[], testing: boolean): Verdict {
  const has = (answer: AnswerView) => lines.some((line) => line.answer === answer && !isOptional(line));
  if (testing || has("asking")) return "testing";
  if (lines.length === 0) return "untested";
  if (has("failed")) return "failed";
  return has("missing") ? "missing" : "works";
}

const TESTING = /\b(test|testing|sandbox|uat|staging|stage|dev|development|training|demo)\b/i;

/** Whether the keys belong to a tenant for testing, and neither the name nor the kind says so. */
export function belongsToTest(draft: Pick<ConnectionDraft, "name" | "kind">, organisation: string): boolean {
  return draft.kind === "production" && draft.name.trim() !== "" && TESTING.test(organisation) && !TESTING.test(draft.name);
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What a connection may be called after the organisation that its keys belong to; nothing where only an id is known, which nobody would type. */
export function nameAfter(organisation: string | null): string {
  return organisation === null || UUID.test(organisation) ? "" : organisation.slice(0, 80);
}
