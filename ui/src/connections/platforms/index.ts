/** The products that the window knows, a line each, in the order in which they are offered. */
import type { ConnectionView, PlatformView, ScaleView } from "../../backend";
import { number } from "../../format";
import { genesysCloud } from "./genesysCloud";
import { niceCxone } from "./niceCxone";
import { other } from "./other";
import type { PlatformFront } from "./platform";

export type { PartProps, PlatformFront, Secret, Settings } from "./platform";

export const FRONTS: PlatformFront[] = [
  niceCxone,
  genesysCloud,
  other,
];

/** What the window says about a product, by its name in settings. */
export function frontOf(platform: string): PlatformFront {
  return FRONTS.find((front) => front.name === platform) ?? other;
}

/** The products in the order in which they are offered; those that the window has no words for come last. */
export function inOrder(platforms: PlatformView[]): PlatformView[] {
  const place = ({ name }: PlatformView) => (FRONTS.findIndex((front) => front.name === name) + FRONTS.length + 1) % (FRONTS.length + 1);
  return [...platforms].sort((a, b) => place(a) - place(b));
}

/** What a newcomer practises on who does not choose. */
export const USUAL_PRACTICE = genesysCloud.name;

/** The ends of a scale. */
export function ends(scale: ScaleView): { best: number; worst: number } {
  return scale.best === "high" ? { best: scale.max, worst: scale.min } : { best: scale.min, worst: scale.max };
}

/** Which end of the scale is the best, and where: “In Genesys Cloud 5 is the best.” */
export function bestWords({ scale, draft }: Pick<ConnectionView, "scale" | "draft">): string {
  const best = number(ends(scale).best);
  const { called } = frontOf(draft.platform);
  return called === null ? `Here ${best} is the best.` : `In ${called} ${best} is the best.`;
}
