import { ArrowRight, FolderOpen, RotateCw, Table2, X } from "lucide-react";
import type { SheetView } from "../../backend";
import { Button, IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { BottomBar, Page } from "../../components/Page";
import { Note, ProblemNote } from "../../components/Problem";
import { bytes, count, whenInSentence } from "../../format";
import { useChooseWorkbook, useCloseSheet, useGoTo } from "../../mutations";
import { FileChanged } from "../FileChanged";
import { useReread } from "../reread";
import styles from "./ChosenSheet.module.css";
import { Found } from "./Found";
import { hiddenSaid, hidesSome } from "./foundWords";
import { Preview } from "./Preview";
import { SheetRepair } from "./SheetRepair";
import { WorkbookTabs } from "./WorkbookTabs";

/** What is known of a file, in a line: `3 tabs · 214 kB · saved today at 13:41`. */
function facts(sheet: SheetView): string {
  return [
    count(sheet.tabs.length, "tab"),
    sheet.sizeBytes > 0 && bytes(sheet.sizeBytes),
    sheet.isSample ? "a sample of the practice centre" : sheet.savedAt !== null && `saved ${whenInSentence(sheet.savedAt)}`,
  ].filter(Boolean).join(" · ");
}

/** A sheet in hand: what was read, and how. */
export function ChosenSheet({ sheet }: { sheet: SheetView }) {
  const goTo = useGoTo();
  const tab = sheet.tabs[sheet.tab];
  return (
    <>
      <Page
        fit
        mark={<span className={styles.mark}><Icon of={Table2} size="lg" /></span>}
        title={<span className={styles.name}><bdi>{sheet.fileName}</bdi></span>}
        lead={facts(sheet)}
        actions={<SheetActions sheet={sheet} />}
        repair={(error) => <SheetRepair error={error} />}
      >
        <FileChanged />
        {sheet.returned && (
          <Note tone="info" title="This is the result of a run that this computer does not know.">
            It was made on another computer, or was removed from the history. {sheet.returned.hasTodo ? "Its tab “To do” is read as a new sheet." : "It is read as a new sheet."}
          </Note>
        )}
        {sheet.problem && <ProblemNote problem={sheet.problem} />}
        <div className={styles.split}>
          <section className={styles.preview} aria-label="Preview">
            <header className={styles.previewHead}>
              <h2 className="grow">This is what we read</h2>
              <span className="xs muted hideNarrow">Wrong heading row? Click the right row number.</span>
            </header>
            <Preview key={sheet.tab} sheet={sheet} />
            <WorkbookTabs tabs={sheet.tabs} chosen={sheet.tab} />
          </section>
          <Found sheet={sheet} />
        </div>
      </Page>
      <BottomBar
        facts={[count(sheet.rowsRead, "row"), count(sheet.agentsNamed, "agent")]}
        note={<>{tab && <>Tab “<bdi>{tab.name}</bdi>”. </>}{hidesSome(sheet) && `${hiddenSaid(sheet)} `}Your file is only read, never changed.</>}
      >
        {!sheet.problem && <Button size="lg" look="primary" main trail={ArrowRight} busy={goTo.pending && "Matching…"} onClick={() => void goTo.send("match")}>Next: match names</Button>}
      </BottomBar>
    </>
  );
}

function SheetActions({ sheet }: { sheet: SheetView }) {
  const reread = useReread();
  const choose = useChooseWorkbook();
  const close = useCloseSheet();
  return (
    <>
      {sheet.savedAt !== null && !sheet.isSample && (
        <Button look="quiet" icon={RotateCw} shrinks busy={reread.pending && "Reading…"} onClick={() => void reread.send()}>Read it again</Button>
      )}
      <Button icon={FolderOpen} busy={choose.pending && "Choosing…"} onClick={() => void choose.send()}>Choose another sheet</Button>
      <IconButton icon={X} label="Put this sheet away" onClick={() => void close.send()} />
    </>
  );
}
