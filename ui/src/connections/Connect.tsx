import { ChevronLeft } from "lucide-react";
import { useEffect } from "react";
import { Button, IconButton } from "../components/Button";
import { BottomBar, Page } from "../components/Page";
import { problemOf, ProblemNote } from "../components/Problem";
import { PageTitle, TopBar } from "../frame/TopBar";
import { usePlace } from "../frame/place";
import { useApp } from "../queries";
import styles from "./Connect.module.css";
import { ChoosePlatform } from "./ChoosePlatform";
import { KeysSection } from "./KeysSection";
import { NameSection } from "./NameSection";
import { TestSection } from "./TestSection";
import { useConnectForm, type ConnectForm } from "./useConnectForm";
import { WhereToFind } from "./WhereToFind";

/** What the engine says when this computer has no safe for passwords. */
const NO_SAFE = "noSafe";

/** Connects a contact centre: which product, then keys, test, name. */
export function Connect() {
  const [place] = usePlace();
  if (place.page !== "connect") return null;
  if (place.id === null && place.platform === undefined) return <Choose />;
  return <Form key={`${place.id} ${place.platform}`} id={place.id} product={place.platform ?? ""} />;
}

function useLeave() {
  const [, go] = usePlace();
  const first = useApp((app) => app.connections.length === 0);
  return { to: first ? "Welcome" : "Connections", leave: () => go(first ? { page: "update" } : { page: "connections" }) };
}

function Choose() {
  const { to, leave } = useLeave();
  return (
    <>
      <TopBar>
        <span className="row">
          <IconButton icon={ChevronLeft} label={`Back to ${to}`} onClick={leave} />
          <PageTitle>Choose your contact centre</PageTitle>
        </span>
      </TopBar>
      <Page><div className={styles.choose}><ChoosePlatform /></div></Page>
    </>
  );
}

function titleOf({ front, platform }: ConnectForm) {
  return front.called === null ? "Connect your contact centre" : `Connect to ${platform.product}`;
}

function Form({ id, product }: { id: string | null; product: string }) {
  const [, go] = usePlace();
  const form = useConnectForm(id, product);
  const { to, leave } = useLeave();
  const { forgetTest } = form;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- only once: another connection's lines are not ours
  useEffect(() => forgetTest(), []);
  const save = async (sessionOnly = false) => { if (await form.save(sessionOnly)) go({ page: "update" }); };
  return (
    <>
      <TopBar end={<span className={styles.what}>{id === null ? "New connection" : form.platform.product}</span>}>
        <span className="row">
          <IconButton icon={ChevronLeft} label={`Back to ${to}`} onClick={leave} />
          <PageTitle>{id === null ? titleOf(form) : <>Edit <bdi>{form.draft.name}</bdi></>}</PageTitle>
        </span>
      </TopBar>
      <Page>
        {form.saveError && (
          <ProblemNote
            problem={problemOf(form.saveError)}
            actions={form.saveError.code === NO_SAFE && <Button onClick={() => void save(true)}>Use it until I close Skillsheet</Button>}
          />
        )}
        <div className={styles.columns}>
          <form className={styles.form} noValidate onSubmit={(event) => event.preventDefault()}>
            <KeysSection form={form} />
            <TestSection form={form} />
            <NameSection form={form} />
          </form>
          <WhereToFind form={form} />
        </div>
      </Page>
      <Actions form={form} onLeave={leave} onSave={() => void save()} isNew={id === null} />
    </>
  );
}

function noteOf({ verdict, front }: ConnectForm): string {
  const centre = front.called ?? "your contact centre";
  switch (verdict) {
    case "untested": return `Testing and saving change nothing in ${centre}.`;
    case "testing": return "Looking. Nothing is changed.";
    case "works": return `Saving changes nothing in ${centre}.`;
    case "missing": return "You can save now and come back when the permission is there.";
    case "failed": return "Your entries are kept until you leave this page.";
  }
}

function Actions({ form, onLeave, onSave, isNew }: { form: ConnectForm; onLeave: () => void; onSave: () => void; isNew: boolean }) {
  const busy = form.saving && "Saving…";
  const saveWords = isNew ? "Save and choose a sheet" : "Save";
  return (
    <BottomBar note={noteOf(form)}>
      <Button size="lg" look="quiet" onClick={onLeave}>Cancel</Button>
      {form.verdict === "works" && <Button size="lg" look="primary" main busy={busy} onClick={onSave}>{saveWords}</Button>}
      {(form.verdict === "missing" || form.verdict === "failed") && <Button size="lg" busy={busy} onClick={onSave}>Save anyway</Button>}
      {(form.verdict === "untested" || form.verdict === "testing") && (
        <>
          <Button size="lg" busy={busy} disabled={form.verdict === "testing"} onClick={onSave}>Save without a test</Button>
          <Button size="lg" look="primary" main busy={form.verdict === "testing" && "Testing…"} onClick={() => void form.test()}>Test the connection</Button>
        </>
      )}
    </BottomBar>
  );
}
