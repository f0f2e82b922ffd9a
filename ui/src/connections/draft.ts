import type { AnswerView, CheckLine, CommandError, ConnectionDraft } from "../backend";

/** What a new connection begins with. */
export const NEW_DRAFT: ConnectionDraft = {
  name: "",
  kind: "production",
  apiUrl: "",
  loginUrl: "",
  clientId: "",
  scale: { min: 0, max: 100, step: 1, best: "high" },
  concurrency: 6,
  rateLimit: null,
  writes: "replace",
  body: "wrapper",
  listsDirectory: true,
  usersPath: "/api/v2/users",
  skillsPath: "/api/v2/skills",
  userSkillsPath: "/api/v2/users/{userId}/skills",
};

/** The fields that something can be wrong with. */
export type DraftField = "name" | "apiUrl" | "loginUrl" | "clientId" | "secret" | "scale" | "step" | "concurrency" | "rateLimit" | "usersPath" | "skillsPath" | "userSkillsPath";
export type Faults = Partial<Record<DraftField, string>>;

/** Requests at once that the service is made for. */
export const AT_ONCE = { min: 5, max: 10 };

function isOrigin(text: string): boolean {
  try {
    const url = new URL(text);
    return ["http:", "https:"].includes(url.protocol) && url.search === "" && url.hash === "";
  } catch {
    return false;
  }
}

/** What is missing or does not fit, by field. A secret is not asked for again where one is saved. */
export function faultsOf(draft: ConnectionDraft, secret: string, secretIsSaved: boolean): Faults {
  const faults: Faults = {};
  if (!isOrigin(draft.apiUrl)) faults.apiUrl = "An address begins with https:// and names the host";
  if (draft.loginUrl !== "" && !isOrigin(draft.loginUrl)) faults.loginUrl = "An address begins with https:// and names the host";
  if (draft.clientId.trim() === "") faults.clientId = "The client ID is missing";
  if (secret === "" && !secretIsSaved) faults.secret = "The client secret is missing";
  if (draft.scale.min >= draft.scale.max) faults.scale = "The highest level is above the lowest";
  if (draft.scale.step <= 0 || draft.scale.step > draft.scale.max - draft.scale.min) faults.step = "The step fits between the lowest and the highest level";
  if (draft.concurrency < AT_ONCE.min || draft.concurrency > AT_ONCE.max || !Number.isInteger(draft.concurrency)) faults.concurrency = `From ${AT_ONCE.min} to ${AT_ONCE.max}`;
  if (draft.rateLimit && (draft.rateLimit.requests < 1 || draft.rateLimit.seconds < 1)) faults.rateLimit = "At least 1 request in 1 second";
  if (draft.listsDirectory && !draft.usersPath.startsWith("/")) faults.usersPath = "A path begins with /";
  if (draft.listsDirectory && !draft.skillsPath.startsWith("/")) faults.skillsPath = "A path begins with /";
  if (!draft.userSkillsPath.startsWith("/") || !draft.userSkillsPath.includes("{userId}")) faults.userSkillsPath = "A path begins with / and has {userId} in it";
  if (draft.name.trim() === "") faults.name = "The name is missing";
  return faults;
}

/** The field that the engine found at fault, when it names one: its code is then `setting:` and the field. */
export function faultOfEngine(error: CommandError | null): Faults {
  const field = error?.code.match(/^setting:(.+)$/)?.[1];
  return error && field ? { [field]: error.message } : {};
}

/** What is under “More settings”; it is opened when one of them is at fault. */
export const MORE: DraftField[] = ["loginUrl", "step", "concurrency", "rateLimit", "usersPath", "skillsPath", "userSkillsPath"];

/** How the test stands as a whole. */
export type Verdict = "untested" | "testing" | "works" | "missing" | "failed";

export function verdictOf(lines: CheckLine[], testing: boolean): Verdict {
  const has = (answer: AnswerView) => lines.some((line) => line.answer === answer);
  if (testing || has("asking")) return "testing";
  if (lines.length === 0) return "untested";
  if (has("failed")) return "failed";
  return has("missing") ? "missing" : "works";
}

/** The message for an administrator: what to create, and nothing more. */
export function adminMessage(draft: ConnectionDraft): string {
  const at = draft.apiUrl || "our contact centre’s API";
  const reads = draft.listsDirectory
    ? `- read the agents (GET ${draft.usersPath}) and the skills (GET ${draft.skillsPath})\n- read one agent’s skills (GET ${draft.userSkillsPath})\n`
    : `- read one agent’s skills (GET ${draft.userSkillsPath}), if your service offers it\n`;
  return `Hello,

I would like to update our agents’ skills from a spreadsheet with Skillsheet. Please create a sign-in for it at ${at}:

- an OAuth 2.0 client with the grant “client credentials”
- with the scope user:skill:write, and no other right to change anything

It will:
${reads}- change one agent’s skills (PUT ${draft.userSkillsPath})

Please send me:
- the address of the API, and of the sign-in if it is another one
- the client ID and the client secret
- the lowest and the highest level, and which end is best
- how many requests are allowed, and in how many seconds

Thank you`;
}
