import type { MatchView } from "../../backend";
import { Button } from "../../components/Button";
import { Note } from "../../components/Problem";
import { bestWords, ends } from "../../connections/platforms";
import { number } from "../../format";
import { useTurnRound } from "../../mutations";
import { useCurrentConnection, useKeptLevels } from "../../queries";

/** Asks when the sheet's best level seems to be the centre's worst, and says so once it is turned round. */
export function TurnedRound({ matching }: { matching: MatchView }) {
  const connection = useCurrentConnection();
  const turn = useTurnRound();
  const [kept, keep] = useKeptLevels();
  if (!connection) return null;
  const { best, worst } = ends(connection.scale);
  if (matching.turnedRound) {
    return (
      <Note tone="info" title="The levels are turned round." actions={<Button size="sm" disabled={turn.pending} onClick={() => void turn.send(false)}>Keep them as they are</Button>}>
        {number(worst)} in your sheet is read as {number(best)}. {bestWords(connection)}
      </Note>
    );
  }
  if (!matching.looksInverted || kept) return null;
  return (
    <Note
      tone="wait"
      title={`Turned round? Is ${number(worst)} the best in your sheet?`}
      actions={
        <>
          <Button size="sm" disabled={turn.pending} onClick={() => void turn.send(true)}>Yes, turn them round</Button>
          <Button size="sm" disabled={turn.pending} onClick={keep}>No, keep them</Button>
        </>
      }
    >
      At least 80% of the levels would swap ends. {bestWords(connection)}
    </Note>
  );
}
