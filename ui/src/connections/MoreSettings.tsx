import { Button } from "../components/Button";
import { CheckBox } from "../components/Choice";
import { Disclosure } from "../components/Details";
import { NumberField, TextField } from "../components/Field";
import { useChooseCertificates } from "../mutations";
import styles from "./Connect.module.css";
import { isMoreAtFault, rateOf, rateText } from "./draft";
import { NumberSetting } from "./platforms/fields";
import type { ConnectForm } from "./useConnectForm";

const PER_MINUTE = { requests: 300, seconds: 60 };

/** What a company may have set up differently. */
export function MoreSettings({ form }: { form: ConnectForm }) {
  const atFault = isMoreAtFault(form.front, form.faultOf);
  const { More } = form.front;
  return (
    <Disclosure key={String(atFault)} label="More settings" open={atFault}>
      <div className={styles.more}>
        <More form={form} platform={form.platform} />
        <Pace form={form} />
        <Certificates form={form} />
      </div>
    </Disclosure>
  );
}

function Pace({ form }: { form: ConnectForm }) {
  const { draft: { settings }, set, faultOf, front: { atOnce } } = form;
  const rate = rateOf(settings);
  return (
    <>
      <NumberSetting form={form} of="concurrency" label="Requests at once" hint={`From ${atOnce.min} to ${atOnce.max}.`} {...atOnce} />
      <CheckBox checked={rate !== null} onChange={(known) => set({ "rate-limit": rateText(known ? PER_MINUTE : null) })}>Keep to a speed limit</CheckBox>
      {rate && (
        <div className={styles.two}>
          <NumberField label="Requests" min={1} value={rate.requests} onChange={(requests) => set({ "rate-limit": rateText({ ...rate, requests }) })} error={faultOf("rateLimit")} />
          <NumberField label="In how many seconds" min={1} value={rate.seconds} onChange={(seconds) => set({ "rate-limit": rateText({ ...rate, seconds }) })} />
        </div>
      )}
    </>
  );
}

function Certificates({ form }: { form: ConnectForm }) {
  const choose = useChooseCertificates();
  const ask = async () => {
    const path = await choose.send();
    if (path) form.set({ "ca-file": path });
  };
  return (
    <TextField
      label="Certificate file of your company’s network" value={form.setting("ca-file")} onChange={(text) => form.set({ "ca-file": text.trim() })} error={form.faultOf("caFile")}
      hint="Only where your IT department gave you one. It is trusted besides the certificates that this computer trusts."
      after={<Button size="sm" busy={choose.pending && "Choosing…"} onClick={() => void ask()}>Choose…<span className="sr"> the certificate file</span></Button>}
    />
  );
}
