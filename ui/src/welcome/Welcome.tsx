import { Clock, Eye, LockKeyhole, Target, Undo2, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { Brand } from "../components/Brand";
import { Button } from "../components/Button";
import { Segmented } from "../components/Choice";
import { Icon } from "../components/Icon";
import { Heading } from "../components/Page";
import { Hint, problemOf, ProblemNote } from "../components/Problem";
import { ChoosePlatform } from "../connections/ChoosePlatform";
import { inOrder, USUAL_PRACTICE } from "../connections/platforms";
import { useStartPractice } from "../mutations";
import { usePlatforms, useRaised } from "../queries";
import { Demo } from "./Demo";
import styles from "./Welcome.module.css";

const PROMISES: { icon: LucideIcon; text: string }[] = [
  { icon: Eye, text: "See each change, old value and new, before anything is sent." },
  { icon: Clock, text: "Hundreds of agents in a minute or two. Pause, stop or go on later." },
  { icon: Undo2, text: "Changed your mind? Put it back as it was." },
];

/** The first start: choose a contact centre, or try without one. */
export function Welcome() {
  return (
    <div className={styles.page}>
      <section className={styles.left} aria-label="What Skillsheet does" data-region>
        <Brand />
        <div className={styles.middle}>
          <p className={styles.claim}>Update every agent’s skills from one Excel sheet</p>
          <Demo />
          <ul className={styles.promises}>
            {PROMISES.map(({ icon, text }) => <li key={text}><Icon of={icon} /><span>{text}</span></li>)}
          </ul>
        </div>
      </section>
      <Choices />
    </div>
  );
}

function Choices() {
  const raised = useRaised();
  return (
    <main className={styles.right} id="content" tabIndex={-1} data-region>
      <div>
        <Heading>Choose your contact centre</Heading>
        <p className={styles.lead}>You connect once. Next time you start with your sheet.</p>
      </div>
      {raised && <ProblemNote problem={problemOf(raised)} />}
      <ChoosePlatform />
      <Practice />
      <Hint icon={LockKeyhole}>Your sheet is read on this computer. Skillsheet talks to your contact centre and to nobody else.</Hint>
    </main>
  );
}

function Practice() {
  const practise = useStartPractice();
  const platforms = inOrder(usePlatforms());
  const [on, setOn] = useState(USUAL_PRACTICE);
  return (
    <section className={styles.practice} aria-labelledby="practice-title">
      <Icon of={Target} size="lg" />
      <div>
        <h2 id="practice-title">Try it with the practice centre</h2>
        <p className="muted">No sign-in. 420 made-up agents and two sample sheets. Nothing real is changed.</p>
      </div>
      <Button size="lg" busy={practise.pending && "Starting…"} onClick={() => void practise.send(on)}>Start practising</Button>
      <div className={styles.on}>
        <span id="practice-on" className="xs muted">It behaves like</span>
        <Segmented small labelledBy="practice-on" value={on} onChange={setOn} options={platforms.map(({ name, product }) => ({ value: name, label: product }))} />
      </div>
    </section>
  );
}
