import type { LineView, ReviewView } from "../../backend/bindings";
import { count, level, number } from "../../format";
import { countOf, KIND_NAME } from "./kinds";

/** A line as a screen reader says it: "Change. Adaeze Okafor. Billing. Now 3. New 4. Row 14. Included." */
export function lineSaid(line: LineView): string {
  const parts = [KIND_NAME[line.kind], line.agent, line.skill];
  if (line.message) parts.push(line.message);
  if (line.now !== null) parts.push(`Now ${level(line.now)}`);
  if (line.new !== null) parts.push(`New ${level(line.new)}`);
  if (line.at) parts.push(`Row ${line.at}`);
  if (line.kind !== "problem" && line.kind !== "same") parts.push(line.included ? "Included" : "Left out");
  return parts.map((part) => (part.endsWith(".") || part.endsWith("?") ? part : `${part}.`)).join(" ");
}

/** The bar's second line: what is left out and what costs nothing. */
export function leftOutSaid(review: ReviewView): string {
  if (review.mode === "undo") return "An undo is an update like any other: you can pause it, and undo it in turn.";
  const problems = review.problemRows > 0
    ? `${count(review.problemRows, "problem row")} ${review.problemRows === 1 ? "is" : "are"} left out.` : "";
  const removes = countOf(review.counts, "remove");
  if (review.mode === "exact" && removes > 0) {
    return joined(`Of these, ${number(removes)} ${removes === 1 ? "takes" : "take"} a skill away.`, problems);
  }
  const same = review.sameRows > 0
    ? `${count(review.sameRows, "row")} ${review.sameRows === 1 ? "is already right and costs" : "are already right and cost"} nothing.` : "";
  return joined(problems, same);
}

function joined(...sentences: string[]): string {
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** How much a share is, in words where there are any: 0.34 is "a third". */
export function shareInWords(share: number): string {
  const known: [number, string][] = [[0.2, "a fifth"], [0.25, "a quarter"], [1 / 3, "a third"], [0.5, "half"], [2 / 3, "two thirds"], [0.75, "three quarters"]];
  const near = known.find(([value]) => Math.abs(value - share) < 0.02);
  if (near) return near[1];
  if (share >= 0.985) return "nearly all";
  return "a large part";
}

/** Whether what was typed fits, whatever its case and outer spaces. */
export function fits(typed: string, wanted: string): boolean {
  const plain = (text: string) => text.trim().replace(/\s+/g, " ").normalize("NFC").toLocaleLowerCase();
  return plain(typed) === plain(wanted);
}
