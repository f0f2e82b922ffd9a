import { Download } from "lucide-react";
import { useState } from "react";
import { asCommandError, type TemplateChoices } from "../../backend";
import { Button } from "../../components/Button";
import { CheckList } from "../../components/CheckList";
import { Segmented } from "../../components/Choice";
import { Dialog, DialogText } from "../../components/Dialog";
import { Labelled } from "../../components/Field";
import { problemOf, ProblemNote } from "../../components/Problem";
import { useNotify } from "../../events";
import { useSaveTemplate } from "../../mutations";
import { useTemplateChoices } from "../../queries";
import styles from "./TemplateDialog.module.css";
import { holdsWords, wantedOf } from "./template";

type Layout = "list" | "grid";

/** Which of today's skills, and how they are laid out. */
export function TemplateDialog({ onClose }: { onClose: () => void }) {
  const choices = useTemplateChoices();
  const failed = choices.error && <ProblemNote problem={problemOf(asCommandError(choices.error))} />;
  if (choices.data) return <Chooser choices={choices.data} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title="Which skills?" actions={<Button onClick={onClose}>Cancel</Button>}>
      {failed ?? <DialogText>Reading agents and skills…</DialogText>}
    </Dialog>
  );
}

function Chooser({ choices, onClose }: { choices: TemplateChoices; onClose: () => void }) {
  const [layout, setLayout] = useState<Layout>("list");
  const [noTeams, setNoTeams] = useState<ReadonlySet<string>>(new Set());
  const [noSkills, setNoSkills] = useState<ReadonlySet<string>>(new Set());
  const template = useSaveTemplate({ handled: true });
  const notify = useNotify();
  const teams = choices.teams.map((team) => ({ id: team, label: team }));
  const skills = choices.skills.map(({ id, name }) => ({ id, label: name }));
  const nothing = (teams.length > 0 && noTeams.size === teams.length) || (skills.length > 0 && noSkills.size === skills.length);
  const save = async () => {
    const name = await template.send(layout === "grid", wantedOf(teams, noTeams), wantedOf(skills, noSkills));
    if (!name) return;
    notify(`Saved as “${name}”.`, "Change it and bring it back.");
    onClose();
  };
  return (
    <Dialog
      open
      onClose={template.pending ? undefined : onClose}
      title="Which skills?"
      actions={
        <>
          {nothing && <span className="muted grow">{noSkills.size === skills.length ? "Choose at least one skill." : "Choose at least one team."}</span>}
          <Button disabled={template.pending} onClick={onClose}>Cancel</Button>
          <Button look="primary" icon={Download} disabled={nothing} busy={template.pending && "Reading today’s skills…"} onClick={() => void save()}>Save the workbook…</Button>
        </>
      }
    >
      <DialogText>{holdsWords(layout)} Change it and bring it back: Skillsheet shows what is different before anything is sent.</DialogText>
      {template.error && template.error.code !== "cancelled" && <ProblemNote problem={problemOf(template.error)} />}
      <Labelled label="Layout" id="template-layout">
        <Segmented<Layout> labelledBy="template-layout" value={layout} onChange={setLayout} options={[{ value: "list", label: "List" }, { value: "grid", label: "Grid" }]} />
      </Labelled>
      <div className={teams.length > 0 ? styles.both : undefined}>
        {teams.length > 0 && <CheckList title="Teams" one="team" items={teams} out={noTeams} onChange={setNoTeams} />}
        <CheckList title="Skills" one="skill" items={skills} out={noSkills} onChange={setNoSkills} />
      </div>
    </Dialog>
  );
}
