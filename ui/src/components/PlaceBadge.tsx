import { FlaskConical, ShieldCheck, Target, type LucideIcon } from "lucide-react";
import type { KindView } from "../backend";
import { Icon } from "./Icon";
import styles from "./PlaceBadge.module.css";

const KINDS: Record<KindView, { word: string; icon: LucideIcon }> = {
  production: { word: "PRODUCTION", icon: ShieldCheck },
  sandbox: { word: "SANDBOX", icon: FlaskConical },
  practice: { word: "PRACTICE", icon: Target },
};

/** What a connection is for, as the badge says it. */
export function placeWord(kind: KindView): string {
  return KINDS[kind].word;
}

/** What a connection is for: a word, an icon and a shape. */
export function PlaceBadge({ kind, small = false }: { kind: KindView; small?: boolean }) {
  return (
    <span className={`${styles.badge} ${styles[kind]} ${small ? styles.small : ""}`}>
      <Icon of={KINDS[kind].icon} size="sm" />
      {KINDS[kind].word}
    </span>
  );
}

/** The band along the window's upper edge. */
export function PlaceBand({ kind }: { kind: KindView }) {
  return <div className={`${styles.band} ${styles[`${kind}Band`]}`} aria-hidden="true" />;
}
