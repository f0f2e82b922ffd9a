import { useEffect, useState } from "react";

/** How long something may take before it is said that it takes time, in milliseconds. */
const PATIENCE = 300;

/** True once `active` has lasted: what is over sooner never flickers. */
export function useDelayed(active: boolean): boolean {
  const [lasted, setLasted] = useState(false);
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => setLasted(true), PATIENCE);
    return () => {
      clearTimeout(timer);
      setLasted(false);
    };
  }, [active]);
  return active && lasted;
}
