/** What the workbook of a layout holds, in words. */
export function holdsWords(layout: "list" | "grid"): string {
  return layout === "list"
    ? "One row for each agent and skill, with the level of today. A column “What to do” takes a skill away where you write “remove”."
    : "One row for each agent and a column for each skill, with the levels of today. Type “remove” to take a skill away; empty cells change nothing.";
}

/** The ids that are wanted; none where all are, as the engine has it. */
export function wantedOf(items: { id: string }[], out: ReadonlySet<string>): string[] {
  return out.size === 0 ? [] : items.filter(({ id }) => !out.has(id)).map(({ id }) => id);
}
