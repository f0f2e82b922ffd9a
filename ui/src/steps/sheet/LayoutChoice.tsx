import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import type { LayoutView } from "../../backend";
import { useSetLayout } from "../../mutations";
import styles from "./LayoutChoice.module.css";

const CHOICES: { value: LayoutView; name: string; text: string; lines: string; cells: string }[] = [
  { value: "list", name: "List", text: "One line per agent and skill", lines: "M1 9h42M15 1v30M31 1v30", cells: "M4 13.5h8M18 13.5h10M34 13.5h5M4 19h8M18 19h7M34 19h5M4 24.5h8M18 24.5h10M34 24.5h5" },
  { value: "grid", name: "Grid", text: "One line per agent, a column per skill", lines: "M1 9h42M15 1v30M22 1v30M29 1v30M36 1v30", cells: "M4 14h8M4 19.5h8M4 25h8M17.5 14h2M24.5 19.5h2M31.5 14h2M38.5 25h2M17.5 25h2M17.5 5h2M24.5 5h2M31.5 5h2M38.5 5h2" },
  { value: "packed", name: "All in one cell", text: "“Billing:5, Spanish:3” beside the agent", lines: "M1 9h42M15 1v30", cells: "M4 14h8M4 19.5h8M4 25h8M18 14h4M25 14h4M32 14h4M18 19.5h4M25 19.5h4M18 25h4M25 25h4M32 25h4M38 25h2" },
  { value: "transposed", name: "Grid, turned", text: "Skills down, agents across", lines: "M1 9h42M12 1v30M22.5 1v30M33 1v30", cells: "M15 5h5M25.5 5h5M36 5h4.5M3.5 14h6M3.5 19.5h6M3.5 25h6M17 14h2M27.5 19.5h2M38 14h2M17 25h2" },
];

/** How the sheet is laid out. */
export function LayoutChoice({ layout }: { layout: LayoutView }) {
  const set = useSetLayout();
  return (
    <>
      <RadioGroup className={styles.choices} aria-labelledby="layout-title" value={layout} onValueChange={(next) => void set.send(next)}>
        {CHOICES.map((choice) => (
          <Radio.Root key={choice.value} value={choice.value} className={styles.choice} title={choice.text} aria-label={`${choice.name}: ${choice.text}`}>
            <svg className={styles.picture} viewBox="0 0 44 32" aria-hidden="true"><path d="M1 1h42v30H1z" /><path d={choice.lines} /><path d={choice.cells} className={styles.cells} /></svg>
            {choice.name}
          </Radio.Root>
        ))}
      </RadioGroup>
      <p className="muted">{CHOICES.find(({ value }) => value === layout)?.text}.</p>
    </>
  );
}
