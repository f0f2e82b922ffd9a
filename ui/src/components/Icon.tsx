import type { LucideIcon } from "lucide-react";
import styles from "./Icon.module.css";

/** A 16 px icon with a 1.5 px line. It never carries meaning alone, so it is hidden from screen readers. */
export function Icon({ of: Glyph, size = "md" }: { of: LucideIcon; size?: "sm" | "md" | "lg" }) {
  // The glyphs are drawn on 24 units: 2.25 of them are 1.5 px at 16 px.
  return <Glyph className={`${styles.icon} ${styles[size]}`} strokeWidth={2.25} aria-hidden="true" focusable="false" />;
}
