import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";
import styles from "./Tooltip.module.css";

/** Says more about `children` on hover and on focus. */
export function Tooltip({ text, children, side = "bottom" }: { text: string; children: ReactElement; side?: "top" | "bottom" | "right" }) {
  return (
    <Base.Root>
      <Base.Trigger render={children as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className={styles.positioner}>
          <Base.Popup className={styles.popup}>{text}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Wraps the app once: neighbouring tooltips then open at once. */
export const TooltipProvider = Base.Provider;
