import { useQueryClient } from "@tanstack/react-query";
import { Button } from "../components/Button";
import { Dialog, DialogText } from "../components/Dialog";
import { useCloseWindow } from "../mutations";
import { keys, useCloseAsked } from "../queries";

/** Asked when the window is to close while an update runs. */
export function CloseQuestion() {
  const client = useQueryClient();
  const close = useCloseWindow();
  const open = useCloseAsked();
  const stay = () => client.setQueryData(keys.closeAsked, false);
  const leave = (pause: boolean) => { stay(); void close.send(pause); };
  return (
    <Dialog
      open={open}
      onClose={stay}
      title="Keep updating in the background, or pause?"
      actions={
        <>
          <Button size="lg" onClick={stay}>Stay here</Button>
          <Button size="lg" onClick={() => leave(true)}>Pause and close</Button>
          <Button size="lg" look="primary" onClick={() => leave(false)}>Keep updating</Button>
        </>
      }
    >
      <DialogText>An update is under way. Skillsheet remembers where it was.</DialogText>
    </Dialog>
  );
}
