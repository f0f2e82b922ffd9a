import { expect, it } from "vitest";
import type { LineView } from "../../../backend/bindings";
import { COLUMN, stopIn } from "./columns";

const two = [1, 2].map((text) => ({ label: `Use ${text}`, action: { do: "write" as const, cells: [], text: String(text) } }));
const line = (kind: LineView["kind"], repairs: LineView["repairs"] = []) => ({ kind, repairs });

it("leads to the column that had the focus, or to the nearest before it that the line has", () => {
  for (const [kind, repairs, mode, wanted, expected] of [
    ["change", [], "merge", COLUMN.new, COLUMN.new],
    ["change", [], "merge", COLUMN.weSet, COLUMN.new],
    ["change", [], "undo", COLUMN.weSet, COLUMN.weSet],
    ["change", [], "merge", COLUMN.repairs, COLUMN.note],
    ["same", [], "merge", COLUMN.include, COLUMN.agent],
    ["problem", two, "merge", COLUMN.include, COLUMN.agent],
    ["problem", two, "merge", COLUMN.repairs + 1, COLUMN.repairs + 1],
    ["problem", [], "merge", COLUMN.repairs, COLUMN.at],
  ] as const) {
    expect(stopIn(line(kind, [...repairs]), mode, wanted), `${kind}, ${mode}, ${wanted}`).toBe(expected);
  }
});
