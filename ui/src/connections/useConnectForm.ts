import { useState } from "react";
import type { ConnectionDraft } from "../backend";
import { useSaveConnection, useTestConnection } from "../mutations";
import { useApp, useChecks } from "../queries";
import { faultOfEngine, faultsOf, NEW_DRAFT, verdictOf, type DraftField, type Faults } from "./draft";

export type ConnectForm = ReturnType<typeof useConnectForm>;

/** The wizard's entries, their test and their saving. */
export function useConnectForm(id: string | null) {
  const saved = useApp((app) => app.connections.find((connection) => connection.id === id)?.draft ?? null);
  const [draft, setDraft] = useState<ConnectionDraft>(saved ?? NEW_DRAFT);
  const [secret, setSecret] = useState("");
  const [replacing, setReplacing] = useState(saved === null);
  const [shownFaults, setShownFaults] = useState<Faults>({});
  const [testedAt, setTestedAt] = useState<string | null>(null);
  const lines = useChecks();
  const { forget, ...test } = useTestConnection();
  const save = useSaveConnection({ handled: true });

  const forgetTest = () => {
    forget();
    setTestedAt(null);
    test.reset();
  };
  /** Changes an entry. A change of anything but the name makes a test old. */
  const change = (part: Partial<ConnectionDraft>) => {
    setDraft({ ...draft, ...part });
    if (Object.keys(part).some((key) => key !== "name" && key !== "kind")) forgetTest();
  };
  const changeSecret = (next: string) => {
    setSecret(next);
    forgetTest();
  };
  /** Whether the entries hold; shows what is at fault otherwise. */
  const holds = (fields: "all" | "keys"): boolean => {
    const faults = faultsOf(draft, secret, saved !== null && !replacing);
    if (fields === "keys") delete faults.name;
    setShownFaults(faults);
    return Object.keys(faults).length === 0;
  };
  const sent = { ...draft, name: draft.name.trim(), clientId: draft.clientId.trim() };
  const secretSent = secret === "" ? null : secret;

  return {
    draft,
    change,
    secret,
    changeSecret,
    /** A secret is saved and stays. */
    keepsSecret: saved !== null && !replacing,
    replaceSecret: () => setReplacing(true),
    faultOf: (field: DraftField) => shownFaults[field] ?? faultOfEngine(save.error ?? test.error)[field],
    lines,
    verdict: verdictOf(lines, test.pending),
    testError: test.error,
    testedAt,
    test: async () => {
      if (!holds("keys")) return;
      await test.send(sent, secretSent, id);
      setTestedAt(new Date().toISOString());
    },
    saveError: save.error,
    saving: save.pending,
    /** Saves and uses it; answers whether it is saved. `sessionOnly` keeps the secret in memory until Skillsheet closes. */
    save: async (sessionOnly = false) => holds("all") && (await save.send(sent, secretSent, id, sessionOnly)) !== undefined,
    forgetTest,
  };
}
