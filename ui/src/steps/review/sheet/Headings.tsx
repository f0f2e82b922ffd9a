import { EyeOff } from "lucide-react";
import { useMemo } from "react";
import type { SheetView } from "../../../backend";
import { Icon } from "../../../components/Icon";
import { columnLetter } from "../../../format";
import { groupOf, headingTexts } from "./headingTexts";
import styles from "./SheetGrid.module.css";
import type { ColumnPlan } from "./useColumns";
import { type Drawn, LETTERS_REM, ROW_REM } from "./useGrid";
import { useHeadingRows } from "./useSheetRows";

interface Props {
  sheet: SheetView;
  plan: ColumnPlan;
  drawn: readonly Drawn[];
}

/** Excel's letters and the sheet's own headings; all of them stay in sight. */
export function Headings({ sheet, plan, drawn }: Props) {
  const read = useHeadingRows(sheet);
  const rows = useMemo(() => headingTexts(sheet, read), [sheet, read]);
  const hidden = useMemo(() => new Set(sheet.hiddenColumns), [sheet]);
  return (
    <>
      <div className={styles.letters} aria-hidden="true">
        <div className={styles.corner} style={{ width: plan.number }} />
        {drawn.map((each) => (
          <div key={each.column} className={classesOf(styles.letter, each, plan)} style={styleOf(each, plan)} title={hidden.has(each.column) ? "Hidden in the workbook" : undefined}>
            {columnLetter(each.column)}
            {hidden.has(each.column) && <Icon of={EyeOff} size="sm" />}
          </div>
        ))}
      </div>
      {rows.map(({ number, texts, isGroups }, index) => (
        <div key={number} role="row" aria-rowindex={number} className={`${styles.headings} ${isGroups ? styles.groups : ""}`} style={{ top: `${LETTERS_REM + ROW_REM * index}rem` }}>
          <div role="rowheader" className={styles.number} style={{ width: plan.number }}>{number}</div>
          {drawn.map((each) => {
            const group = isGroups ? groupOf(texts, each.column) : null;
            const text = texts[each.column] ?? "";
            return (
              <div key={each.column} role={text || group?.text ? "columnheader" : "gridcell"} aria-colindex={each.column + 1} className={classesOf(styles.cell, each, plan, group?.goesOn && styles.goesOn, isGroups && text !== "" && styles.spills)}
                style={styleOf(each, plan)} title={(group?.text ?? text) || undefined}>
                <span className={styles.words} dir="auto">{text}{text === "" && group?.text && <span className="sr">{group.text}</span>}</span>
              </div>
            );
          })}
        </div>
      ))}
    </>
  );
}

function classesOf(base: string | undefined, { column }: Drawn, plan: ColumnPlan, ...more: (string | false | undefined)[]): string {
  return [base, ...more, column === plan.pinned && styles.pinned].filter(Boolean).join(" ");
}

function styleOf({ column, gap }: Drawn, plan: ColumnPlan) {
  return gap > 0 ? { ...plan.styles[column], marginLeft: gap } : plan.styles[column];
}
