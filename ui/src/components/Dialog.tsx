import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode, RefObject } from "react";
import styles from "./Dialog.module.css";

type DialogProps = {
  open: boolean;
  /** Called by Escape; a dialog that must be answered leaves it out. */
  onClose?: (() => void) | undefined;
  title: ReactNode;
  /** Stands above the title, for instance a connection's badge. */
  lead?: ReactNode;
  children?: ReactNode;
  /** The buttons; the safe one first in the order of focus. */
  actions: ReactNode;
  /** What takes the focus; the first thing that can when left out. */
  initialFocus?: RefObject<HTMLElement | null>;
};

/** A question that holds the window until it is answered. Focus goes back to where it came from. */
export function Dialog({ open, onClose, title, lead, children, actions, initialFocus }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => { if (!next) onClose?.(); }} disablePointerDismissal>
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup className={styles.dialog} {...(initialFocus && { initialFocus })}>
            <div className={styles.body}>
              {lead}
              <Base.Title className={styles.title}>{title}</Base.Title>
              {children}
            </div>
            <footer className={styles.actions}>{actions}</footer>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** The sentence under a dialog's title, which screen readers read with it. */
export function DialogText({ children }: { children: ReactNode }) {
  return <Base.Description className={styles.text}>{children}</Base.Description>;
}
