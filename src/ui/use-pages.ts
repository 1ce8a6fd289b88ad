import { useCallback, useEffect, useState } from "react";
import type { SignetClient } from "../worker/client.ts";
import { leaveAddress, leaveSession } from "./store/effects/kept-sessions.ts";
import { Page } from "./store/page.ts";
import { wasGiven } from "./store/selectors/selectors.ts";

/** The page that is shown; `number` is another one each time that another page is. */
interface Shown {
  readonly number: number;
  readonly page: Page;
  /** The page that was left for this one, until something is given to this one: the worker still has what was read for it. */
  readonly left: Page | null;
}

/** The page that is shown, and the way to an empty one and back. */
export interface Pages extends Omit<Shown, "left"> {
  /** Shows an empty page in place of this one. */
  readonly startOver: () => void;
  /** Shows the page that was left; null once something was given to this one. */
  readonly goBack: (() => void) | null;
}

/** Pages one after another, over one worker: an empty one needs nothing to be loaded or started. */
export function usePages(client: SignetClient): Pages {
  const [{ number, page, left }, setShown] = useState<Shown>(() => ({ number: 0, page: new Page(client), left: null }));
  useEffect(() => page.begin(), [page]);
  useEffect(() => {
    if (left === null) return;
    return page.store.subscribe((state) => {
      if (wasGiven(state)) setShown((shown) => ({ ...shown, left: null }));
    });
  }, [page, left]);
  const startOver = useCallback(() => {
    // What was kept of this page stays in the list of recent work.
    leaveSession();
    leaveAddress();
    setShown({ number: number + 1, page: new Page(client), left: page });
  }, [client, number, page]);
  const goBack = useCallback(() => {
    if (left !== null) setShown({ number: number + 1, page: left, left: null });
  }, [number, left]);
  return { number, page, startOver, goBack: left === null ? null : goBack };
}
