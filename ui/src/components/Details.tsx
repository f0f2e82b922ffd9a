import { Collapsible } from "@base-ui/react/collapsible";
import { ChevronRight, Copy } from "lucide-react";
import { useCopy } from "../clipboard";
import { Button } from "./Button";
import styles from "./Details.module.css";
import { Icon } from "./Icon";

/** A disclosure in small words. */
export function Disclosure({ label, open, children }: { label: string; open?: boolean; children: React.ReactNode }) {
  return (
    <Collapsible.Root className={styles.root} defaultOpen={open ?? false}>
      <Collapsible.Trigger className={styles.trigger}><Icon of={ChevronRight} size="sm" />{label}</Collapsible.Trigger>
      <Collapsible.Panel className={styles.panel}>{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}

/** The technical facts, one click away, to be copied for support. */
export function Details({ text }: { text: string }) {
  const { copied, copy } = useCopy();
  return (
    <Disclosure label="Details">
      <p className={styles.text}>{text}</p>
      <Button size="sm" icon={Copy} onClick={() => void copy(text)}>Copy for support</Button>
      <span role="status" className={styles.copied}>{copied ? "Copied" : ""}</span>
    </Disclosure>
  );
}
