import { ChevronLeft } from "lucide-react";
import { useEffect } from "react";
import { Button, IconButton } from "../components/Button";
import { BottomBar, Page } from "../components/Page";
import { problemOf, ProblemNote } from "../components/Problem";
import { PageTitle, TopBar } from "../frame/TopBar";
import { usePlace } from "../frame/place";
import { useApp } from "../queries";
import styles from "./Connect.module.css";
import { KeysSection } from "./KeysSection";
import { NameSection } from "./NameSection";
import { TestSection } from "./TestSection";
import { useConnectForm, type ConnectForm } from "./useConnectForm";
import { WhereToFind } from "./WhereToFind";

/** What the engine says when this computer has no safe for passwords. */
const NO_SAFE = "noSafe";

/** Connects a contact centre: keys, test, name. */
export function Connect() {
  const [place] = usePlace();
  const id = place.page === "connect" ? place.id : null;
  return <ConnectForm key={id} id={id} />;
}

function ConnectForm({ id }: { id: string | null }) {
  const [, go] = usePlace();
  const form = useConnectForm(id);
  const first = useApp((app) => app.connections.length === 0);
  const { forgetTest } = form;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- only once: another connection's lines are not ours
  useEffect(() => forgetTest(), []);
  const leave = () => go(first ? { page: "update" } : { page: "connections" });
  const save = async (sessionOnly = false) => { if (await form.save(sessionOnly)) go({ page: "update" }); };
  return (
    <>
      <TopBar end={<span className={styles.what}>{id === null ? "New connection" : "Saved connection"}</span>}>
        <span className="row">
          <IconButton icon={ChevronLeft} label={first ? "Back to Welcome" : "Back to Connections"} onClick={leave} />
          <PageTitle>{id === null ? "Connect your contact centre" : <>Edit <bdi>{form.draft.name}</bdi></>}</PageTitle>
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
          <WhereToFind draft={form.draft} urgent={form.verdict === "missing"} />
        </div>
      </Page>
      <Actions form={form} onLeave={leave} onSave={() => void save()} isNew={id === null} />
    </>
  );
}

const NOTES = {
  untested: "Testing and saving change nothing in your contact centre.",
  testing: "Looking. Nothing is changed.",
  works: "Saving changes nothing in your contact centre.",
  missing: "You can save now and come back when the permission is there.",
  failed: "Your entries are kept until you leave this page.",
};

function Actions({ form, onLeave, onSave, isNew }: { form: ConnectForm; onLeave: () => void; onSave: () => void; isNew: boolean }) {
  const busy = form.saving && "Saving…";
  const saveWords = isNew ? "Save and choose a sheet" : "Save";
  return (
    <BottomBar note={NOTES[form.verdict]}>
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
