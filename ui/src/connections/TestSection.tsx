import { useEffect, useRef } from "react";
import type { AnswerView, CheckLine } from "../backend";
import { Button } from "../components/Button";
import { KindGlyph, KindLabel, type Glyph } from "../components/KindGlyph";
import { Hint, Note, problemOf, ProblemNote } from "../components/Problem";
import { time } from "../format";
import { AskSomebody, askedOf, withoutAsking } from "./AskSomebody";
import styles from "./Connect.module.css";
import { isOptional } from "./draft";
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
  const { lines, verdict, testError } = form;
  const section = useRef<HTMLElement>(null);
  // A test is also begun by the button at the bottom, from where its lines may be out of sight.
  useEffect(() => { if (verdict !== "untested") section.current?.scrollIntoView({ block: "nearest" }); }, [verdict]);
  return (
    <Section number={2} title="Test the connection" aside={<Standing form={form} />} ref={section}>
      {lines.length === 0
        ? verdict !== "testing" && testError === null && <Hint>Skillsheet signs in and looks what it may do. Nothing is changed.</Hint>
        : <ul className={styles.lines} aria-label="What this connection may do">{lines.map((line) => <Line key={line.id} line={line} form={form} />)}</ul>}
      {verdict === "testing" && lines.length === 0 && <p className="muted" role="status">Signing in…</p>}
      {waitsForBrowser(form) && (
        <Note tone="wait" title="Your browser opens." actions={<Button size="sm" onClick={form.cancelTest}>Cancel</Button>}>Sign in there, then come back.</Note>
      )}
      {testError && <ProblemNote problem={problemOf(testError)} />}
    </Section>
  );
}

/** Whether the test stands still until the person has signed in elsewhere. */
function waitsForBrowser({ secrets, verdict, lines }: ConnectForm): boolean {
  return secrets.length === 0 && verdict === "testing" && lines.every((line) => line.answer === "asking");
}

function Standing({ form }: { form: ConnectForm }) {
  const { lines, verdict, testedAt } = form;
  const unknown = lines.some((line) => line.answer === "notKnownYet" && !isOptional(line));
  return (
    <>
      <span role="status" className="xs strong">{verdict === "works" && <KindLabel kind="done" word={unknown ? "What can be tested works" : "Everything works"} />}</span>
      <span className="grow" />
      {testedAt !== null && lines.length > 0 && <span className="xs faint nowrap hideNarrow">Tested at {time(testedAt)}</span>}
      {verdict === "testing" && !waitsForBrowser(form) && <Button size="sm" onClick={form.cancelTest}>Cancel<span className="sr"> the test</span></Button>}
      {lines.length > 0 && verdict !== "testing" && <Button size="sm" onClick={() => void form.test()}>Test again</Button>}
    </>
  );
}

function Line({ line, form }: { line: CheckLine; form: ConnectForm }) {
  const { word, glyph } = ANSWERS[line.answer];
  const bad = (line.answer === "missing" || line.answer === "failed") && !isOptional(line);
  return (
    <li className={bad ? styles.bad : undefined}>
      <div className={styles.line}>
        <KindGlyph kind={bad || glyph !== "problem" ? glyph : "waiting"} />
        <span className={styles.right}>{line.label}{isOptional(line) && <small className={styles.optional}> optional</small>}</span>
        <span className="grow muted">{line.detail}</span>
        <span className={styles.answer}>{word}</span>
      </div>
      {line.problem && <div className={styles.fix}><ProblemNote problem={withoutAsking(line.problem)} actions={<Fix line={line} form={form} />} tone={bad ? "bad" : "wait"} /></div>}
    </li>
  );
}

/** What is done about a failing line. */
function Fix({ line: { answer, problem }, form: { platform, draft: { settings } } }: { line: CheckLine; form: ConnectForm }) {
  const of = problem && (askedOf(problem) ?? (answer === "missing" ? "admin" : null));
  return of && <AskSomebody of={of} problem={problem} platform={platform} settings={settings} />;
}
