/** Everything the window asks the engine to do. A failure is told at the top of the screen unless the caller `handles` it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { asCommandError, commands, type CheckLine, type CommandError } from "./backend";
import { keys } from "./queries";

/** A command as a screen uses it. */
export type Send<A extends unknown[], R> = {
  /** Does it; answers `undefined` when it failed. */
  send: (...args: A) => Promise<R | undefined>;
  /** Whether it is under way. */
  pending: boolean;
  /** Why the last one failed, for callers that handle it. */
  error: CommandError | null;
  /** Forgets the last failure. */
  reset: () => void;
};

type Options = {
  /** The caller shows the failure itself. */
  handled?: boolean;
};

function command<A extends unknown[], R>(call: (...args: A) => Promise<R>) {
  return function useCommand(options: Options = {}): Send<A, R> {
    const { mutateAsync, isPending, error, reset } = useMutation<R, unknown, A>({
      mutationFn: (args) => call(...args),
      meta: { handled: options.handled ?? false },
    });
    const send = useCallback((...args: A) => mutateAsync(args).then((answer) => answer, () => undefined), [mutateAsync]);
    return { send, pending: isPending, error: error === null ? null : asCommandError(error), reset };
  };
}

// Connections
export const useStartPractice = command(commands.startPractice);
export const useResetPractice = command(commands.resetPractice);
export const useSaveConnection = command(commands.saveConnection);
export const useRemoveConnection = command(commands.removeConnection);
export const useSwitchConnection = command(commands.useConnection);

export const useCancelTest = command(commands.cancelTest);
export const useChooseCertificates = command(commands.chooseCertificates);

const useTest = command(commands.testConnection);

/** Tests a connection; its lines turn in the cache one by one, and all of them with the answer. */
export function useTestConnection() {
  const client = useQueryClient();
  const test = useTest({ handled: true });
  const send: typeof test.send = async (...args) => {
    client.setQueryData(keys.checks, []);
    const tested = await test.send(...args);
    if (tested) client.setQueryData<CheckLine[]>(keys.checks, tested.lines);
    return tested;
  };
  /** Forgets the lines, for instance when what was tested is typed anew. */
  const forget = useCallback(() => client.setQueryData(keys.checks, []), [client]);
  return { ...test, send, forget };
}

// Sheet
export const useChooseWorkbook = command(commands.chooseWorkbook);
export const useReadAgain = command(commands.readAgain);
export const useOpenRecent = command(commands.openRecent);
export const usePasteCells = command(commands.pasteCells);
export const useOpenSample = command(commands.openSample);
export const useCloseSheet = command(commands.closeSheet);
export const useStartNewOne = command(commands.startNewOne);
export const useChooseTab = command(commands.chooseTab);
export const useSetHeadingRow = command(commands.setHeadingRow);
export const useSetHeadingRows = command(commands.setHeadingRows);
export const useSetHidden = command(commands.setHidden);
export const useSetLayout = command(commands.setLayout);
export const useSaveTemplate = command(commands.saveTemplate);
export const useGoTo = command(commands.goTo);

// Match
export const useStartFresh = command(commands.startFresh);
export const useSaveMapping = command(commands.saveMapping);
export const useLoadMapping = command(commands.loadMapping);
export const useSetMark = command(commands.setMark);
export const useConfirmMarks = command(commands.confirmMarks);
export const useSetColumn = command(commands.setColumn);
export const useSettleName = command(commands.settleName);
export const useReopenName = command(commands.reopenName);
export const useAllSureSuggestions = command(commands.useSureSuggestions);
export const useTurnRound = command(commands.turnRound);
export const useRefreshDirectory = command(commands.refreshDirectory);

// Review
export const useCompare = command(commands.compare);
export const useCancelTask = command(commands.cancelTask);
export const useSetMode = command(commands.setMode);
export const useSetIncluded = command(commands.setIncluded);
export const useShowTeam = command(commands.showTeam);
export const useSetAllIncluded = command(commands.setAllIncluded);
export const useEditCell = command(commands.editCell);
export const useRepair = command(commands.repair);
export const useSetRowsOut = command(commands.setRowsOut);
export const usePasteAt = command(commands.pasteAt);
export const useUndoEdit = command(commands.undoEdit);
export const useRedoEdit = command(commands.redoEdit);
export const useNextProblem = command(commands.nextProblem);
export const useKeepSkill = command(commands.keepSkill);
export const useSaveList = command(commands.saveList);

// Run, results, history
export const useStartRun = command(commands.startRun);
export const usePauseRun = command(commands.pauseRun);
export const useResumeRun = command(commands.resumeRun);
export const useCancelRun = command(commands.cancelRun);
export const useRetryFailed = command(commands.retryFailed);
export const useSettleHeld = command(commands.settleHeld);
export const useSaveResult = command(commands.saveResult);
export const usePlanUndo = command(commands.planUndo);
export const useRemoveRun = command(commands.removeRun);
export const useOlderThan = command(commands.olderThan);
export const useSaveHistory = command(commands.saveHistory);
export const useCloseWindow = command(commands.closeWindow);

// Settings
export const useSaveSettings = command(commands.saveSettings);
