import type { MatchView } from "../../backend";
import { Button } from "../../components/Button";
import { Note } from "../../components/Problem";
import { number } from "../../format";
import { useTurnRound } from "../../mutations";
import { useCurrentConnection } from "../../queries";

/** Asks when the sheet's best level seems to be the centre's worst, and says so once it is turned round. */
export function TurnedRound({ matching }: { matching: MatchView }) {
  const scale = useCurrentConnection()?.scale;
  const turn = useTurnRound();
  if (!scale) return null;
  const [best, worst] = scale.best === "high" ? [scale.max, scale.min] : [scale.min, scale.max];
  if (matching.turnedRound) {
    return (
      <Note tone="info" title="The levels are turned round." actions={<Button size="sm" disabled={turn.pending} onClick={() => void turn.send(false)}>Keep them as they are</Button>}>
        {number(worst)} in your sheet is read as {number(best)}, the best level here.
      </Note>
    );
  }
  if (!matching.looksInverted) return null;
  return (
    <Note
      tone="wait"
      title={`Is ${number(worst)} the best in your sheet?`}
      actions={
        <>
          <Button size="sm" disabled={turn.pending} onClick={() => void turn.send(true)}>Yes, turn them round</Button>
          <Button size="sm" disabled={turn.pending} onClick={() => void turn.send(false)}>No, keep them</Button>
        </>
      }
    >
      New levels fall where most agents stand high. Here {number(best)} is the best.
    </Note>
  );
}
