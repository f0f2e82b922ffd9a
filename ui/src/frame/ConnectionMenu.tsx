import { Menu } from "@base-ui/react/menu";
import { Check, ChevronDown, Plus, Plug, Target } from "lucide-react";
import { useState } from "react";
import type { ConnectionView, RunView } from "../backend";
import { Button } from "../components/Button";
import { Dialog, DialogText } from "../components/Dialog";
import { Icon } from "../components/Icon";
import { PlaceBadge, placeWord } from "../components/PlaceBadge";
import { USUAL_PRACTICE } from "../connections/platforms";
import { useStartPractice, useSwitchConnection } from "../mutations";
import { useApp, useCurrentConnection } from "../queries";
import styles from "./ConnectionMenu.module.css";
import { usePlace } from "./place";

const isUnderWay = (run: RunView | null) => run !== null && ["running", "pausing", "paused"].includes(run.status);

/** Which contact centre is used now, and the way to another. */
export function ConnectionMenu() {
  const current = useCurrentConnection();
  const { connections, sheet, busy } = useApp((app) => ({ connections: app.connections, sheet: app.sheet !== null, busy: isUnderWay(app.run) }));
  const [, go] = usePlace();
  const [asked, setAsked] = useState<ConnectionView | null>(null);
  const switchTo = useSwitchConnection();
  const practise = useStartPractice();
  if (!current) return null;

  const choose = (connection: ConnectionView) => {
    if (connection.id === current.id) return;
    if (sheet) setAsked(connection);
    else void switchTo.send(connection.id);
  };

  return (
    <>
      <Menu.Root modal={false}>
        <Menu.Trigger className={styles.trigger} aria-label={`Connected to ${current.name}, ${placeWord(current.kind).toLowerCase()}. Switch connection`}>
          <span className={styles.words}>
            <b className="cut"><bdi>{current.name}</bdi></b>
            <small className="cut">{current.product} · {current.place}</small>
          </span>
          <PlaceBadge kind={current.kind} />
          <Icon of={ChevronDown} size="sm" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className={styles.positioner} align="end" sideOffset={4}>
            <Menu.Popup className={styles.popup}>
              {busy && <p className={styles.why}>You can switch when the update has ended.</p>}
              {connections.map((connection) => (
                <Menu.Item key={connection.id} className={styles.item} disabled={busy} onClick={() => choose(connection)}>
                  <span className={styles.tick}>{connection.id === current.id && <Icon of={Check} />}</span>
                  <span className="grow">
                    <b className="cut"><bdi>{connection.name}</bdi></b>
                    <small className="cut">{connection.product} · {connection.place}</small>
                  </span>
                  <PlaceBadge kind={connection.kind} small />
                  {connection.id === current.id && <span className="sr">Used now</span>}
                </Menu.Item>
              ))}
              <Menu.Separator className={styles.line} />
              {!connections.some((connection) => connection.kind === "practice") && (
                <Menu.Item className={styles.item} disabled={busy} onClick={() => void practise.send(USUAL_PRACTICE)}><Icon of={Target} />Try the practice centre</Menu.Item>
              )}
              <Menu.Item className={styles.item} onClick={() => go({ page: "connect", id: null })}><Icon of={Plus} />Add a contact centre</Menu.Item>
              <Menu.Item className={styles.item} onClick={() => go({ page: "connections" })}><Icon of={Plug} />All connections</Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <SwitchQuestion to={asked} onClose={() => setAsked(null)} onYes={(id) => void switchTo.send(id)} />
    </>
  );
}

/** Asked when a sheet is open: it will be compared with another contact centre. */
export function SwitchQuestion({ to, onClose, onYes }: { to: ConnectionView | null; onClose: () => void; onYes: (id: string) => void }) {
  return (
    <Dialog
      open={to !== null}
      onClose={onClose}
      lead={to && <div><PlaceBadge kind={to.kind} /></div>}
      title={<>Compare this sheet with <bdi>{to?.name}</bdi> instead?</>}
      actions={
        <>
          <Button onClick={onClose}>Keep the one I have</Button>
          <Button look="primary" onClick={() => { onClose(); if (to) onYes(to.id); }}>Compare with it</Button>
        </>
      }
    >
      <DialogText>Columns and names are matched again. Nothing is sent.</DialogText>
    </Dialog>
  );
}
