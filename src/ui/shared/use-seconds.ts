import { useEffect, useState } from "react";

/** The interval of updates, in milliseconds. */
const EVERY_MS = 250;

/** The seconds since a moment of `performance.now()`, as of a quarter of a second ago at the earliest. */
export function useSeconds(startedAt: number): number {
  const [now, setNow] = useState(startedAt);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, now - startedAt) / 1000;
}
