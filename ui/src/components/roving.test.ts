import { describe, expect, it } from "vitest";
import { moveCell } from "./roving";

const move = (key: string, ctrlKey = false) => moveCell({ row: 5, column: 2 }, { key, ctrlKey, metaKey: false }, 100, 6, 20);

describe("keys move the cell", () => {
  it.each([
    ["ArrowUp", false, 4, 2], ["ArrowDown", false, 6, 2], ["ArrowLeft", false, 5, 1], ["ArrowRight", false, 5, 3],
    ["ArrowUp", true, 0, 2], ["ArrowDown", true, 99, 2], ["ArrowLeft", true, 5, 0], ["ArrowRight", true, 5, 5],
    ["PageUp", false, 0, 2], ["PageDown", false, 25, 2], ["Home", false, 5, 0], ["End", false, 5, 5], ["Home", true, 0, 0], ["End", true, 99, 5],
  ])("%s (Ctrl: %s) leads to row %d, column %d", (key, ctrl, row, column) => expect(move(key, ctrl)).toEqual({ row, column }));
  it("stops at the edges", () => expect(moveCell({ row: 99, column: 5 }, { key: "ArrowDown", ctrlKey: false, metaKey: false }, 100, 6, 20)).toEqual({ row: 99, column: 5 }));
  it("leaves other keys alone", () => expect(move("a")).toBeNull());
});
