import { describe, expect, it } from "vitest";
import { rereadSaid } from "./reread";

describe("what became of the corrections", () => {
  it.each([
    [0, [], ""],
    [1, [], "Your correction still fits."],
    [3, [], "All 3 corrections still fit."],
    [3, ["E88", "E90"], "3 corrections still fit. 2 no longer do: E88, E90."],
    [1, ["E88"], "1 correction still fits. 1 no longer does: E88."],
    [0, ["E88"], "1 correction no longer fits: E88."],
    [0, ["E88", "E90"], "2 corrections no longer fit: E88, E90."],
    [1, ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9", "E10"], "1 correction still fits. 10 no longer do: E1, E2, E3, E4, E5, E6, E7, E8 and 2 more."],
  ])("%i kept and %j dropped is said", (kept, dropped, said) => expect(rereadSaid({ kept, dropped })).toBe(said));
});
