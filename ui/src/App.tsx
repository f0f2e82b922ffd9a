import { useEffect } from "react";
import { setWindowTitle, type AppView, type StepView } from "./backend";
import { Notices } from "./components/Notices";
import { PlaceBand, placeWord } from "./components/PlaceBadge";
import { Connect } from "./connections/Connect";
import { Connections } from "./connections/Connections";
import { useEvents } from "./events";
import { CloseQuestion } from "./frame/CloseQuestion";
import { DropOverlay } from "./frame/DropOverlay";
import styles from "./frame/Frame.module.css";
import { usePlace, type Place } from "./frame/place";
import { Rail } from "./frame/Rail";
import { useShortcuts } from "./frame/shortcuts";
import { StepBar } from "./frame/StepBar";
import { PageTitle, TopBar } from "./frame/TopBar";
import { History } from "./history/History";
import { useApp, useCurrentConnection, usePlatforms } from "./queries";
import { Settings } from "./settings/Settings";
import { Match } from "./steps/match/Match";
import { Review } from "./steps/review/Review";
import { Interrupted } from "./steps/run/Interrupted";
import { Run } from "./steps/run/Run";
import { Sheet } from "./steps/sheet/Sheet";
import { Welcome } from "./welcome/Welcome";

const TITLES: Record<Screen, string> = {
  history: "History", connections: "Connections", connect: "Connect", settings: "Settings",
  welcome: "Welcome", sheet: "Sheet", match: "Match", review: "Review", run: "Run", interrupted: "Run",
};

/** What is shown: a page of the rail, or the step of the update that the engine reports. */
function useScreen(): Exclude<Place["page"], "update"> | StepView | "interrupted" {
  const [place] = usePlace();
  const step = useApp((app: AppView) => (app.interrupted ? "interrupted" as const : app.step));
  return place.page === "update" ? step : place.page;
}

/** Keeps the page's look and the window's title as the state says. */
function useWindow(screen: Screen) {
  const { appearance, textSize } = useApp((app) => app.settings);
  const connection = useCurrentConnection();
  useEffect(() => {
    const root = document.documentElement;
    if (appearance === "system") delete root.dataset.theme;
    else root.dataset.theme = appearance;
    root.dataset.textSize = String(textSize);
  }, [appearance, textSize]);
  const title = `Skillsheet: ${TITLES[screen]}${connection ? `, ${connection.name} (${placeWord(connection.kind)})` : ""}`;
  useEffect(() => void setWindowTitle(title), [title]);
}

type Screen = ReturnType<typeof useScreen>;

export function App() {
  useEvents();
  // Here already, so that no screen that needs them is blank until they come.
  usePlatforms();
  const screen = useScreen();
  const connection = useCurrentConnection();
  useWindow(screen);
  // In Review a paste into the wrong place would put the sheet and its edits away; cells are a new sheet only where a sheet is chosen.
  useShortcuts(screen === "sheet" || screen === "match" || screen === "review", screen === "sheet");
  return (
    <>
      <a className={styles.skip} href="#content">Skip to the content</a>
      {connection && <PlaceBand kind={connection.kind} />}
      {screen === "welcome" ? <Welcome /> : (
        <div className={styles.app}>
          <Rail />
          <Page of={screen} />
        </div>
      )}
      <Notices screen={screen} />
      <DropOverlay />
      <CloseQuestion />
    </>
  );
}

function Page({ of }: { of: Exclude<Screen, "welcome"> }) {
  switch (of) {
    case "history": return <><TopBar><PageTitle>History</PageTitle></TopBar><History /></>;
    case "connections": return <><TopBar><PageTitle>Connections</PageTitle></TopBar><Connections /></>;
    case "settings": return <><TopBar><PageTitle>Settings</PageTitle></TopBar><Settings /></>;
    case "connect": return <Connect />;
    case "interrupted": return <><TopBar><StepBar /></TopBar><Interrupted /></>;
    case "sheet": return <><TopBar><StepBar /></TopBar><Sheet /></>;
    case "match": return <><TopBar><StepBar /></TopBar><Match /></>;
    case "review": return <><TopBar><StepBar /></TopBar><Review /></>;
    case "run": return <><TopBar><StepBar /></TopBar><Run /></>;
  }
}
