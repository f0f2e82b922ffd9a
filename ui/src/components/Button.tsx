import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import styles from "./Button.module.css";
import { Icon } from "./Icon";
import { Tooltip } from "./Tooltip";

type Look = "plain" | "primary" | "quiet" | "danger";
type Size = "sm" | "md" | "lg";

export type ButtonProps = Omit<ComponentProps<"button">, "type"> & {
  look?: Look;
  size?: Size;
  icon?: LucideIcon;
  /** An icon after the words, such as an arrow. */
  trail?: LucideIcon;
  /** What it says while it is at work; it cannot be pressed then, but keeps the focus. */
  busy?: string | false | null | undefined;
  type?: "button" | "submit";
  /** Below 1100 px, or already below 1280 px, only the icon is shown; the words stay as its name. */
  shrinks?: boolean | "early";
  /** The screen's one filled action, which Ctrl Enter presses. */
  main?: boolean;
};

/** A button that names what it does. */
export function Button({ look = "plain", size = "md", icon, trail, busy, className, children, disabled, shrinks, main, type = "button", onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled}
      // Disabled for good it would lose the focus, and the keyboard its place.
      aria-disabled={busy ? true : undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      data-main={main || undefined}
      className={[styles.button, styles[look], styles[size], shrinks && styles.shrinks, shrinks === "early" && styles.early, className].filter(Boolean).join(" ")}
    >
      {icon && <Icon of={icon} />}
      <span className={styles.words}>{busy || children}</span>
      {trail && <Icon of={trail} />}
    </button>
  );
}

type IconButtonProps = Omit<ButtonProps, "children" | "trail" | "busy" | "shrinks" | "main"> & { icon: LucideIcon; label: string };

/** A button that shows only an icon; its name is in a tooltip. */
export function IconButton({ icon, label, look = "quiet", size = "md", className, type = "button", ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button {...rest} type={type} aria-label={label} className={[styles.button, styles[look], styles[size], styles.square, className].filter(Boolean).join(" ")}>
        <Icon of={icon} />
      </button>
    </Tooltip>
  );
}
