import type { ConnectionView, RunView } from "../backend";
import { useApp, useCurrentConnection } from "../queries";
import { bestWords } from "./platforms";

/** The connection that a run's levels belong to, if it is still there and still the same contact centre. */
export function connectionOfRun(run: Pick<RunView, "connection" | "place">, connections: ConnectionView[]): ConnectionView | null {
  const place = run.place.split(" · ").at(-1) ?? "";
  // A practice centre that was started anew has another address, and perhaps another scale.
  const isSame = ({ name, kind, place: where, draft }: ConnectionView) =>
    name === run.connection && (kind === "practice" ? place !== "" && (draft.settings["api-url"] ?? "").endsWith(place) : where === place);
  return connections.find(isSame) ?? null;
}

const Words = ({ connection }: { connection: ConnectionView | null }) =>
  connection?.scale.best === "low" && <span className="xs muted nowrap">{bestWords(connection)}</span>;

/** Says where the lowest number is the best: beside levels, nobody should have to remember it. */
export function BestEnd() {
  return <Words connection={useCurrentConnection()} />;
}

/** The same beside the levels of a run. */
export function BestEndOfRun({ run }: { run: RunView }) {
  return <Words connection={useApp((app) => connectionOfRun(run, app.connections))} />;
}
