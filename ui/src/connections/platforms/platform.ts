import type { ComponentType, ReactNode } from "react";
import type { PlatformView } from "../../backend";
import type { Faults } from "../draft";
import type { ConnectForm } from "../useConnectForm";

/** Settings as texts, by key. */
export type Settings = Record<string, string | undefined>;

/** A secret that is asked for. */
export type Secret = { id: string; label: string };

/** What a part of the wizard is drawn from. */
export type PartProps = { form: ConnectForm; platform: PlatformView };

/** What only the window says about a product: its fields, where they come from, and whom to ask for them. */
export type PlatformFront = {
  /** Its name in settings, as the engine has it. */
  name: string;
  /** What it is called in the middle of a sentence; null where it is only “your contact centre”. */
  called: string | null;
  /** Two letters for its row. */
  sign: string;
  /** What the person needs to have. */
  needs: string;
  /** How long connecting takes, or whom to ask. */
  takes: string;
  /** Requests at once. */
  atOnce: { min: number; max: number };
  /** The secrets that its sign-in takes, as set; the first one is stored first. */
  secrets: (settings: Settings) => Secret[];
  /** What is missing or does not fit, by field; the engine looks at everything once more. `secrets` are those typed, by id. */
  faults: (settings: Settings, secrets: Settings) => Faults;
  /** The fields under “More settings”; it is opened when one of them is at fault. */
  more: string[];
  /** Where it is reached and how to sign in. */
  Keys: ComponentType<PartProps>;
  /** What is under “More settings”, before what all have there. */
  More: ComponentType<PartProps>;
  /** Four steps to the keys. */
  where: (settings: Settings) => ReactNode[];
  /** What else helps, below the steps. */
  tip?: (settings: Settings) => ReactNode;
  /** The computers that it talks to, as far as they are known. */
  hosts: (settings: Settings, platform: PlatformView) => string[];
  /** The message for an administrator: what to create, and nothing more. */
  adminMessage: (settings: Settings, platform: PlatformView) => string;
};
