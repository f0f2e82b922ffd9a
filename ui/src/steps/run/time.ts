import { about } from "../../format";

/** What is known of the time left: nothing is said in the first moments, and a guess never. */
export function timeLeft(run: { left: number | null; elapsed: number; settled: number }): string {
  if (run.elapsed < 5 && run.settled < 10) return "";
  if (run.left === null) return "Time left unknown";
  const words = about(run.left);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} left`;
}
