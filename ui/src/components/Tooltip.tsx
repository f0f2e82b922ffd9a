import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";
import styles from "./Tooltip.module.css";

/** Says more about `children` on hover and on focus. */
export function Tooltip({ text, children, side = "bottom" }: { text: string; children: ReactElement; side?: "top" | "bottom" | "right" }) {
  return (
    <Base.Root>
      <Base.Trigger render={children as ReactElement<Record<string, unknown>>} />
      <TooltipText text={text} side={side} />
    </Base.Root>
  );
}

/** What a tooltip says, where it floats. */
export function TooltipText({ text, side = "bottom" }: { text: string; side?: "top" | "bottom" | "right" }) {
  return (
    <Base.Portal>
      <Base.Positioner side={side} sideOffset={6} className={styles.positioner}>
        <Base.Popup className={styles.popup}>{text}</Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** Wraps the app once: neighbouring tooltips then open at once. */
export const TooltipProvider = Base.Provider;
