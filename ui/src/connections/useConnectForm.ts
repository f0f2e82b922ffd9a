import { useState } from "react";
import type { ConnectionDraft } from "../backend";
import { useCancelTest, useSaveConnection, useTestConnection } from "../mutations";
import { useApp, useChecks, usePlatforms } from "../queries";
import { faultOfEngine, faultsOf, nameAfter, newDraft, verdictOf, type Faults } from "./draft";
import { frontOf } from "./platforms";

export type ConnectForm = ReturnType<typeof useConnectForm>;

/** The wizard's entries, their test and their saving. */
export function useConnectForm(id: string | null, product: string) {
  const saved = useApp((app) => app.connections.find((connection) => connection.id === id)?.draft ?? null);
  const platforms = usePlatforms();
  const platform = platforms.find(({ name }) => name === (saved?.platform ?? product)) ?? platforms[0]!;
  const front = frontOf(platform.name);
  const [draft, setDraft] = useState<ConnectionDraft>(saved ?? newDraft(platform));
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [replacing, setReplacing] = useState(saved === null);
  const [shownFaults, setShownFaults] = useState<Faults>({});
  const [tested, setTested] = useState<{ at: string; organisation: string | null } | null>(null);
  const lines = useChecks();
  const { forget, ...test } = useTestConnection();
  const cancel = useCancelTest({ handled: true });
  const save = useSaveConnection({ handled: true });

  const secrets = front.secrets(draft.settings);
  const ids = (settings: ConnectionDraft["settings"]) => front.secrets(settings).map((secret) => secret.id).join();
  /** What is saved is of use only where the same secrets are asked for. */
  const keepsSecret = saved !== null && !replacing && ids(saved.settings) === ids(draft.settings);

  const forgetTest = () => {
    if (test.pending) void cancel.send();
    forget();
    setTested(null);
    test.reset();
  };
  const change = (part: Partial<Pick<ConnectionDraft, "name" | "kind">>) => setDraft((old) => ({ ...old, ...part }));
  /** Changes settings; a test of earlier ones is old then. */
  const set = (part: Record<string, string>) => {
    setDraft((old) => ({ ...old, settings: { ...old.settings, ...part } }));
    forgetTest();
  };
  /** Whether the entries hold; shows what is at fault otherwise. */
  const holds = (fields: "all" | "keys"): boolean => {
    const faults = faultsOf(front, draft, typed, keepsSecret);
    if (fields === "keys") delete faults.name;
    setShownFaults(faults);
    return Object.keys(faults).length === 0;
  };
  const sent = { ...draft, name: draft.name.trim() };
  const secretSent = keepsSecret || secrets.length === 0 ? null : secrets.map((secret) => typed[secret.id] ?? "").join("\n");
  const testError = test.error?.code === "cancelled" ? null : test.error;
  const engineFaults = faultOfEngine(save.error ?? testError);

  return {
    platform,
    front,
    draft,
    change,
    setting: (key: string) => draft.settings[key] ?? "",
    set,
    /** The secrets that are asked for. */
    secrets,
    secretOf: (secret: string) => typed[secret] ?? "",
    changeSecret: (secret: string, text: string) => {
      setTyped((old) => ({ ...old, [secret]: text }));
      forgetTest();
    },
    /** What is saved stays. */
    keepsSecret,
    replaceSecret: () => setReplacing(true),
    faultOf: (field: string) => shownFaults[field] ?? engineFaults[field],
    lines,
    verdict: verdictOf(lines, test.pending),
    testError,
    testedAt: tested?.at ?? null,
    /** Whom the keys belong to, where the test told. */
    organisation: tested?.organisation ?? null,
    /** Tests; the organisation that the keys turn out to belong to is a name, where none was given. */
    test: async () => {
      if (!holds("keys")) return;
      const answer = await test.send(sent, secretSent, id);
      if (!answer) return forget();
      const { organisation } = answer;
      setTested({ at: new Date().toISOString(), organisation });
      setDraft((old) => (old.name.trim() === "" ? { ...old, name: nameAfter(organisation) } : old));
    },
    cancelTest: () => void cancel.send(),
    saveError: save.error,
    saving: save.pending,
    /** Saves and uses it; answers whether it is saved. `sessionOnly` keeps the secret in memory until Skillsheet closes. */
    save: async (sessionOnly = false) => holds("all") && (await save.send(sent, secretSent, id, sessionOnly)) !== undefined,
    forgetTest,
  };
}
