import { Pencil, Plus, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ConnectionView } from "../backend";
import { Button } from "../components/Button";
import { Dialog, DialogText } from "../components/Dialog";
import { EmptyState } from "../components/EmptyState";
import { KindLabel } from "../components/KindGlyph";
import { BottomBar, Page } from "../components/Page";
import { PlaceBadge } from "../components/PlaceBadge";
import { SwitchQuestion } from "../frame/ConnectionMenu";
import { usePlace } from "../frame/place";
import { count, dayAndTime, number } from "../format";
import { rateOf } from "./draft";
import { ends, frontOf, inOrder, USUAL_PRACTICE } from "./platforms";
import { useRemoveConnection, useResetPractice, useStartPractice, useSwitchConnection } from "../mutations";
import { useApp, usePlatforms } from "../queries";
import { useNotify } from "../events";
import styles from "./Connections.module.css";

/** The saved contact centres. */
export function Connections() {
  const { connections, current, hasSheet } = useApp((app) => ({ connections: app.connections, current: app.current, hasSheet: app.sheet !== null }));
  const [, go] = usePlace();
  const [removing, setRemoving] = useState<ConnectionView | null>(null);
  const [asked, setAsked] = useState<ConnectionView | null>(null);
  const switchTo = useSwitchConnection();
  const practise = useStartPractice();
  const use = (connection: ConnectionView) => (hasSheet ? setAsked(connection) : void switchTo.send(connection.id));
  return (
    <>
      <Page>
        {connections.length === 0
          ? <EmptyState title="No contact centre yet">You connect once. Next time you start with your sheet.</EmptyState>
          : (
            <ul className={styles.list}>
              {connections.map((connection) => (
                <Connection key={connection.id} connection={connection} current={connection.id === current} onUse={() => use(connection)} onRemove={() => setRemoving(connection)} />
              ))}
            </ul>
          )}
      </Page>
      <BottomBar note="Secrets stay in this computer’s safe for passwords.">
        {!connections.some(({ kind }) => kind === "practice") && <Button size="lg" busy={practise.pending && "Starting…"} onClick={() => void practise.send(USUAL_PRACTICE)}>Try the practice centre</Button>}
        <Button size="lg" look="primary" main icon={Plus} onClick={() => go({ page: "connect", id: null })}>Add a contact centre</Button>
      </BottomBar>
      <RemoveQuestion connection={removing} onClose={() => setRemoving(null)} />
      <SwitchQuestion to={asked} onClose={() => setAsked(null)} onYes={(id) => void switchTo.send(id)} />
    </>
  );
}

type ConnectionProps = { connection: ConnectionView; current: boolean; onUse: () => void; onRemove: () => void };

function Connection({ connection, current, onUse, onRemove }: ConnectionProps) {
  const [, go] = usePlace();
  const isPractice = connection.kind === "practice";
  const { scale, draft } = connection;
  const rate = rateOf(draft.settings);
  return (
    <li className={styles.connection}>
      <div className={styles.name}>
        <h2><bdi>{connection.name}</bdi></h2>
        <PlaceBadge kind={connection.kind} small />
        {current && <KindLabel kind="done" word="Used now" />}
      </div>
      <dl className={styles.facts}>
        <div><dt>Where</dt><dd>{connection.product} · {connection.place}</dd></div>
        {!isPractice && <div><dt>Last used</dt><dd>{connection.lastUsed === null ? "Never" : dayAndTime(connection.lastUsed)}</dd></div>}
        <div><dt>Levels</dt><dd>{number(scale.min)} to {number(scale.max)}, {number(ends(scale).best)} is the best</dd></div>
        <div><dt>Pace</dt><dd>{count(Number(draft.settings.concurrency), "request")} at once{rate && `, ${number(rate.requests)} in ${number(rate.seconds)} s`}</dd></div>
      </dl>
      <div className={styles.actions}>
        {!current && <Button onClick={onUse}>Use<span className="sr"> {connection.name}</span></Button>}
        {isPractice
          ? <><ResetPractice /><OtherPractice on={draft.platform} /></>
          : (
            <>
              <Button icon={Pencil} onClick={() => go({ page: "connect", id: connection.id })}>Test or edit<span className="sr"> {connection.name}</span></Button>
              <Button look="quiet" icon={Trash2} onClick={onRemove}>Remove…<span className="sr"> {connection.name}</span></Button>
            </>
          )}
      </div>
    </li>
  );
}

function ResetPractice() {
  const reset = useResetPractice();
  const notify = useNotify();
  const start = async () => {
    if (await reset.send() !== undefined) notify("The practice centre is as it was at the beginning.");
  };
  return <Button icon={RotateCcw} busy={reset.pending && "Starting over…"} onClick={() => void start()}>Start over</Button>;
}

/** The practice centre begins anew, as one of another product; what was practised stays in History. */
function OtherPractice({ on }: { on: string }) {
  const practise = useStartPractice();
  return inOrder(usePlatforms()).filter(({ name }) => name !== on).map(({ name }) => (
    <Button key={name} look="quiet" disabled={practise.pending} onClick={() => void practise.send(name)}>Practise on {frontOf(name).called ?? "another one"}</Button>
  ));
}

function RemoveQuestion({ connection, onClose }: { connection: ConnectionView | null; onClose: () => void }) {
  const remove = useRemoveConnection();
  const yes = () => {
    onClose();
    if (connection) void remove.send(connection.id);
  };
  return (
    <Dialog
      open={connection !== null}
      onClose={onClose}
      lead={connection && <div><PlaceBadge kind={connection.kind} /></div>}
      title={<>Remove <bdi>{connection?.name}</bdi>?</>}
      actions={<><Button onClick={onClose}>Keep it</Button><Button look="danger" onClick={yes}>Remove</Button></>}
    >
      <DialogText>The secret is deleted from this computer. History stays.</DialogText>
    </Dialog>
  );
}
