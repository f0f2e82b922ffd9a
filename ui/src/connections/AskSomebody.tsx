import { Copy } from "lucide-react";
import type { PlatformView, ProblemView } from "../backend";
import { useCopy } from "../clipboard";
import { Button } from "../components/Button";
import { frontOf, type Settings } from "./platforms";
import { networkMessage } from "./platforms/words";

/** How the next step begins when it is for somebody else, as the engine words it. */
const FOR_IT = "Ask your IT department";
const COPY_FOR_ADMIN = "Copy a message for your admin";
const FOR_ADMIN = [COPY_FOR_ADMIN, "Ask your admin"];

/** Who can do what a problem's next step says, when that is somebody else. */
export function askedOf({ next }: Pick<ProblemView, "next">): "it" | "admin" | null {
  if (next.startsWith(FOR_IT)) return "it";
  return FOR_ADMIN.some((words) => next.startsWith(words)) ? "admin" : null;
}

/** A problem beside the button that asks somebody: what the button says needs no words. */
export function withoutAsking<P extends ProblemView>(problem: P): P {
  return problem.next === COPY_FOR_ADMIN ? { ...problem, next: "" } : problem;
}

type Props = { of: "it" | "admin"; problem: ProblemView; platform: PlatformView; settings: Settings };

/** Copies a message for whoever can help. */
export function AskSomebody({ of, problem: { title, meaning, details }, platform, settings }: Props) {
  const { copied, copy } = useCopy();
  const front = frontOf(platform.name);
  const message = () => (of === "it"
    ? networkMessage(front.hosts(settings, platform), [`${title}.`, meaning, details].filter(Boolean).join(" "))
    : front.adminMessage(settings, platform));
  const words = of === "it" ? "Copy a message for IT" : COPY_FOR_ADMIN;
  return <Button size="sm" icon={Copy} onClick={() => void copy(message())}>{copied ? "Copied" : words}</Button>;
}
