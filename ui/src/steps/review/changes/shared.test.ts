import { expect, it } from "vitest";
import type { LineView } from "../../../backend/bindings";
import { sharedPlace } from "./shared";

const line = (part: Partial<LineView>): LineView => ({
  key: "", kind: "change", agent: "", agentDetail: "", skill: "", now: 1, new: 2, weSet: null, at: "14", cell: null, included: true, note: "", message: "", repairs: [], ...part,
});

it.each([
  ["that shares its cell is changed in the sheet", line({}), 3, { row: 14, column: 3 }],
  ["of several rows is changed in the first", line({ at: "14, 20" }), 3, { row: 14, column: 3 }],
  ["with a cell of its own shares none", line({ cell: "E14" }), 3, null],
  ["of a sheet with a cell for each level shares none", line({}), null, null],
  ["that is a problem has repairs instead", line({ kind: "problem" }), 3, null],
  ["that stands nowhere in the sheet has no cell", line({ at: "" }), 3, null],
] as const)("a line %s", (_, of, column, place) => expect(sharedPlace(of, column)).toEqual(place));
