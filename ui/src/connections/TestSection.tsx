import type { AnswerView, CheckLine } from "../backend";
import { Button } from "../components/Button";
import { KindGlyph, KindLabel, type Glyph } from "../components/KindGlyph";
import { Hint, problemOf, ProblemNote } from "../components/Problem";
import { time } from "../format";
import styles from "./Connect.module.css";
import { Section } from "./Section";
import type { ConnectForm } from "./useConnectForm";

const ANSWERS: Record<AnswerView, { word: string; glyph: Glyph }> = {
  asking: { word: "…", glyph: "waiting" },
  yes: { word: "Yes", glyph: "done" },
  missing: { word: "Missing", glyph: "problem" },
  notKnownYet: { word: "Not known yet", glyph: "waiting" },
  failed: { word: "Did not work", glyph: "problem" },
};

/** Proves that the keys work: one line per right. */
export function TestSection({ form }: { form: ConnectForm }) {
  const { lines, verdict, testedAt, testError } = form;
  const unknown = lines.some((line) => line.answer === "notKnownYet");
  const problem = lines.find((line) => line.problem !== null)?.problem;
  return (
    <Section
      number={2}
      title="Test the connection"
      aside={
        <>
          <span role="status" className="xs strong">{verdict === "works" && <KindLabel kind="done" word={unknown ? "What can be tested works" : "Everything works"} />}</span>
          <span className="grow" />
          {testedAt !== null && lines.length > 0 && <span className="xs faint">Tested at {time(testedAt)}</span>}
          {lines.length > 0 && verdict !== "testing" && <Button size="sm" onClick={() => void form.test()}>Test again</Button>}
        </>
      }
    >
      {lines.length === 0
        ? verdict !== "testing" && testError === null && <Hint>Skillsheet signs in with these keys and looks what it may do. Nothing is changed.</Hint>
        : <ul className={styles.lines} aria-label="What this connection may do">{lines.map((line) => <Line key={line.id} line={line} />)}</ul>}
      {verdict === "testing" && lines.length === 0 && <p className="muted" role="status">Signing in…</p>}
      {problem && <ProblemNote problem={problem} />}
      {testError && <ProblemNote problem={problemOf(testError)} />}
    </Section>
  );
}

function Line({ line }: { line: CheckLine }) {
  const { word, glyph } = ANSWERS[line.answer];
  const bad = line.answer === "missing" || line.answer === "failed";
  return (
    <li className={bad ? `${styles.line} ${styles.bad}` : styles.line}>
      <KindGlyph kind={glyph} />
      <span className={styles.right}>{line.label}</span>
      <span className="grow muted">{line.detail}</span>
      <span className={styles.answer}>{word}</span>
    </li>
  );
}
