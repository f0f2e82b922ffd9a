import type { ReactNode } from "react";
import type { SettingsView } from "../backend";
import { CheckBox, Segmented } from "../components/Choice";
import { NumberField } from "../components/Field";
import { Page } from "../components/Page";
import { Panel } from "../components/Panel";
import { useSaveSettings } from "../mutations";
import { useApp } from "../queries";
import { KeptHistory } from "./KeptHistory";
import styles from "./Settings.module.css";

const TEXT_SIZES = [90, 100, 115, 130];

/** What the person can set; each is kept at once. */
export function Settings() {
  const { settings, version, safeName } = useApp(({ settings, version, safeName }) => ({ settings, version, safeName }));
  const save = useSaveSettings();
  const change = (part: Partial<SettingsView>) => void save.send({ ...settings, ...part });
  return (
    <Page>
      <div className={styles.settings}>
        <Panel title="Look">
          <Setting label="Appearance" id="appearance">
            <Segmented labelledBy="appearance" value={settings.appearance} onChange={(appearance) => change({ appearance })} options={[{ value: "system", label: "System" }, { value: "light", label: "Light" }, { value: "dark", label: "Dark" }]} />
          </Setting>
          <Setting label="Text size" id="text-size">
            <Segmented labelledBy="text-size" value={settings.textSize} onChange={(textSize) => change({ textSize })} options={TEXT_SIZES.map((size) => ({ value: size, label: `${size}%` }))} />
          </Setting>
        </Panel>
        <Panel title="Before an update">
          <Setting label="Production" id="ask-name" text="It is always asked for when agents are made to match the sheet exactly.">
            <CheckBox checked={settings.askName} onChange={(askName) => change({ askName })}>Ask for the name of the contact centre</CheckBox>
          </Setting>
          <Setting label="Skills taken away" id="warn-share" text="When more than this share of the agents lose a skill, or a skill loses all its agents, you say it in words before anything is sent.">
            <span className={styles.share}>
              <NumberField label="Ask in words above this share, in per cent" hideLabel min={1} max={100} value={settings.warnShare} onChange={(warnShare) => { if (warnShare >= 1 && warnShare <= 100 && Number.isInteger(warnShare)) change({ warnShare }); }} />
              <span aria-hidden="true">%</span>
            </span>
          </Setting>
        </Panel>
        <Panel title="History">
          <Setting label="Kept history" id="kept-history" text="Updates that ended longer ago are removed. What was cut off or waits is always kept.">
            <KeptHistory labelledBy="kept-history" settings={settings} onChange={(keptHistory) => save.send({ ...settings, keptHistory })} />
          </Setting>
        </Panel>
        <Panel title="Pace">
          <Setting label="How fast" id="pace" text="Half leaves room for other programs that use the same keys.">
            <Segmented labelledBy="pace" value={settings.halfPace} onChange={(halfPace) => change({ halfPace })} options={[{ value: false, label: "As allowed" }, { value: true, label: "Half" }]} />
          </Setting>
        </Panel>
        <p className="xs muted">Skillsheet {version}. Secrets are kept in {safeName}.</p>
      </div>
    </Page>
  );
}

function Setting({ label, id, text, children }: { label: string; id: string; text?: string; children: ReactNode }) {
  return (
    <div className={styles.setting}>
      <div className="grow">
        <span id={id} className="strong">{label}</span>
        {text && <p className="xs muted">{text}</p>}
      </div>
      {children}
    </div>
  );
}
