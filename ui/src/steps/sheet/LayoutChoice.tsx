import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import type { LayoutView } from "../../backend";
import { useSetLayout } from "../../mutations";
import styles from "./LayoutChoice.module.css";

const CHOICES: { value: LayoutView; name: string; text: string; lines: string; cells: string }[] = [
  { value: "list", name: "List", text: "One line per agent and skill", lines: "M1 9h42M15 1v30M31 1v30", cells: "M4 13.5h8M18 13.5h10M34 13.5h5M4 19h8M18 19h7M34 19h5M4 24.5h8M18 24.5h10M34 24.5h5" },
  { value: "grid", name: "Grid", text: "One line per agent, a column per skill", lines: "M1 9h42M15 1v30M22 1v30M29 1v30M36 1v30", cells: "M4 14h8M4 19.5h8M4 25h8M17.5 14h2M24.5 19.5h2M31.5 14h2M38.5 25h2M17.5 25h2M17.5 5h2M24.5 5h2M31.5 5h2M38.5 5h2" },
];

/** How the sheet is laid out. */
export function LayoutChoice({ layout }: { layout: LayoutView }) {
  const set = useSetLayout();
  return (
    <RadioGroup className={styles.choices} aria-labelledby="layout-title" value={layout} onValueChange={(next) => void set.send(next)}>
      {CHOICES.map((choice) => (
        <Radio.Root key={choice.value} value={choice.value} className={styles.choice} aria-labelledby={`layout-${choice.value}`}>
          <svg className={styles.picture} viewBox="0 0 44 32" aria-hidden="true"><path d="M1 1h42v30H1z" /><path d={choice.lines} /><path d={choice.cells} className={styles.cells} /></svg>
          <span id={`layout-${choice.value}`}><b>{choice.name}</b><small>{choice.text}</small></span>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
