import { createStore } from "zustand/vanilla";
import { renderText, traceText } from "../../core/errors.ts";
import type { PageAction } from "./state/action.ts";
import { reduce } from "./state/reduce.ts";
import { initialState, type PageState } from "./state/state.ts";

/** The page's one store. */
export interface PageStore {
  getState(): PageState;
  /** What the page begins with. */
  getInitialState(): PageState;
  /** Calls back after every change; returns what ends that. */
  subscribe(listener: (state: PageState, before: PageState) => void): () => void;
  dispatch(action: PageAction): void;
}

/** Prints where in Signet's code a defect is, once it is logged; the console never leaves the browser, so it has the values. */
function printDefect(action: PageAction): void {
  // biome-ignore lint/suspicious/noConsole: whoever fixes a defect looks there first.
  if (action.kind === "logged" && action.trace !== undefined) console.error(`${renderText(action.message)}\n${traceText(action.trace)}`);
}

/** A store with nothing on the page. */
export function createPageStore(sessionId: string): PageStore {
  const store = createStore<PageState>()(() => initialState(sessionId));
  return {
    ...store,
    dispatch: (action) => {
      printDefect(action);
      store.setState((state) => reduce(state, action), true);
    },
  };
}
