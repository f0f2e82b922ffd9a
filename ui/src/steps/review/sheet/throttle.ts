/** Passes values on at most once in so many milliseconds: the first at once, of those that follow only the latest. */
export function throttle<T>(every: number, pass: (value: T) => void) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let waiting: { value: T } | null = null;
  const rest = () => {
    timer = setTimeout(() => {
      timer = null;
      if (waiting === null) return;
      pass(waiting.value);
      waiting = null;
      rest();
    }, every);
  };
  return {
    call: (value: T) => {
      if (timer !== null) { waiting = { value }; return; }
      pass(value);
      rest();
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      waiting = null;
    },
  };
}
