import type { KindView } from "../backend";
import { PlaceBadge } from "./PlaceBadge";

/** What is said of production wherever something is about to be sent. */
export const REAL_AGENTS = "These are real agents. Calls follow the new skills at once.";

/** The heading of a question before anything is sent: where it goes. */
export function SendsTo({ kind, name, place }: { kind: KindView; name: string; place: string }) {
  return <div className="row wrap"><PlaceBadge kind={kind} /><b><bdi>{name}</bdi></b><span className="muted">{place}</span></div>;
}
