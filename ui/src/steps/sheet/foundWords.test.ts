import { describe, expect, it } from "vitest";
import { headingsTitle, hiddenSaid } from "./foundWords";

describe("hidden rows and columns", () => {
  it.each([
    [{ rowsHidden: 12, columnsHidden: 0, filtered: false, readsHidden: true }, "12 hidden rows, read too."],
    [{ rowsHidden: 1, columnsHidden: 0, filtered: false, readsHidden: false }, "1 hidden row, left out."],
    [{ rowsHidden: 12, columnsHidden: 0, filtered: true, readsHidden: true }, "12 rows hidden by a filter, read too."],
    [{ rowsHidden: 1, columnsHidden: 2, filtered: true, readsHidden: false }, "1 row hidden by a filter and 2 hidden columns, left out."],
    [{ rowsHidden: 0, columnsHidden: 1, filtered: false, readsHidden: true }, "1 hidden column, read too."],
  ])("in %o are said", (sheet, said) => expect(hiddenSaid(sheet)).toBe(said));
});

describe("where the headings are", () => {
  it("is said for one row and for two", () => {
    expect(headingsTitle({ headingRow: 3, headingRows: 1 })).toBe("Headings in row 3");
    expect(headingsTitle({ headingRow: 3, headingRows: 2 })).toBe("Headings in rows 2 and 3");
  });
});
