import { ExternalLink, LockKeyhole } from "lucide-react";
import { Hint } from "../components/Problem";
import { useApp } from "../queries";
import { MoreSettings } from "./MoreSettings";
import { Section } from "./Section";
import type { ConnectForm } from "./useConnectForm";

/** Where it is reached, and how to sign in. */
export function KeysSection({ form }: { form: ConnectForm }) {
  const safe = useApp((app) => app.safeName);
  const { Keys } = form.front;
  return (
    <Section number={1} title="Sign-in keys">
      <Keys form={form} platform={form.platform} />
      {form.secrets.length > 0
        ? <Hint icon={LockKeyhole}>Kept in {safe}, the safe where this computer keeps passwords. It is never written to a file, and you can remove it at any time.</Hint>
        : <Hint icon={ExternalLink}>Your browser opens when you test the connection, and again when a sign-in has run out. Nothing secret is kept on this computer.</Hint>}
      <MoreSettings form={form} />
    </Section>
  );
}
