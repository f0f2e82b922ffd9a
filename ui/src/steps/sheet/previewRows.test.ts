import { describe, expect, it } from "vitest";
import type { PreviewRow } from "../../backend";
import { columnWidths, loneText } from "./previewRows";

const row = (cells: string[], skipped = false): PreviewRow => ({ number: 1, skipped, hidden: false, passedOver: null, cells, numbers: cells.map(() => false) });

const headings = { headingRow: 3, headingRows: 1 };

describe("column widths", () => {
  it("give bold headings the room they take", () => {
    const [bold, plain] = columnWidths([{ ...row(["Comments", ""]), number: 3 }, { ...row(["", "Comments"]), number: 4 }], 2, headings);
    expect(bold).toBeGreaterThan(plain ?? 0);
  });
  it("follow the longest text, within bounds", () => {
    const [short, middle, long, empty] = columnWidths([row(["1", "Adaeze Okafor", "x".repeat(200), ""])], 4, headings);
    expect(short).toBe(3.5);
    expect(middle).toBeGreaterThan(6);
    expect(long).toBe(15);
    expect(empty).toBe(3.5);
  });
  it("do not follow a title above the headings", () => expect(columnWidths([row(["A title that is very long indeed", ""], true), row(["A", "B"])], 2, headings)).toEqual([3.5, 3.5]));
});

describe("a lone text", () => {
  it("is that of a skipped row with one text", () => expect(loneText(row(["", "Skill plan", ""], true))).toBe("Skill plan"));
  it("is empty in an empty row", () => expect(loneText(row(["", ""], true))).toBe(""));
  it("is none in other rows", () => {
    expect(loneText(row(["Skill plan", ""]))).toBeNull();
    expect(loneText(row(["a", "b"], true))).toBeNull();
  });
});
