import { useState } from "react";
import { useNow } from "../review/useNow";

/** Seconds that count down by themselves between what the engine says. */
export function useCountdown(seconds: number | null): number | null {
  const now = useNow(500).getTime();
  const [start, setStart] = useState({ seconds, at: now });
  if (start.seconds !== seconds) setStart({ seconds, at: now });
  return seconds === null ? null : Math.max(0, Math.ceil(seconds - Math.max(0, now - start.at) / 1000));
}
