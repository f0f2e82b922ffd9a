import { useEffect, useState } from "react";

/** Seconds that count down by themselves between what the engine says. */
export function useCountdown(seconds: number | null): number | null {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    if (seconds === null) return;
    const began = Date.now();
    const timer = setInterval(() => setPassed((Date.now() - began) / 1000), 500);
    return () => { clearInterval(timer); setPassed(0); };
  }, [seconds]);
  return seconds === null ? null : Math.max(0, Math.ceil(seconds - passed));
}
