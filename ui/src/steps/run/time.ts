/** Rounds seconds up as people count: to 5 s up to 90 s, to 15 s up to 5 min, to minutes above. Never promises too little. */
export function roundUp(seconds: number): number {
  const step = seconds <= 90 ? 5 : seconds <= 300 ? 15 : 60;
  return Math.max(step, Math.ceil(seconds / step) * step);
}

/** A length of time in words: "35 s", "1 min 25 s", "12 min", "1 h 10 min". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return joined(Math.floor(whole / 60), "min", whole % 60, "s");
  const minutes = Math.round(whole / 60);
  return joined(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function joined(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

/** "about 1 min 25 s", rounded up: what a review promises. */
export function aboutDuration(seconds: number): string {
  return `about ${duration(roundUp(seconds))}`;
}

/** What is known of the time left: nothing is said in the first moments, and a guess never. */
export function timeLeft(run: { left: number | null; elapsed: number; settled: number }): string {
  if (run.left === null) return run.elapsed >= 5 || run.settled >= 10 ? "Time left unknown" : "";
  if (run.elapsed < 5 && run.settled < 10) return "";
  return `About ${duration(roundUp(run.left))} left`;
}
