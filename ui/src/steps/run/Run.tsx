import { useApp } from "../../queries";
import { Results } from "./Results";
import { RunScreen } from "./RunScreen";
import { isUnderWay } from "./tally";

/** The run in hand, or what came of it. */
export function Run() {
  const run = useApp((app) => app.run);
  if (run === null) return null;
  return isUnderWay(run) ? <RunScreen key={run.id} run={run} /> : <Results key={run.id} run={run} />;
}
