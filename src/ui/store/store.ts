import { createStore } from "zustand/vanilla";
import type { PageAction } from "./action.ts";
import { reduce } from "./reduce.ts";
import { initialState, type PageState } from "./state.ts";

/** The page's one store. */
export interface PageStore {
  getState(): PageState;
  /** What the page begins with. */
  getInitialState(): PageState;
  /** Calls back after every change; returns what ends that. */
  subscribe(listener: (state: PageState, before: PageState) => void): () => void;
  dispatch(action: PageAction): void;
}

/** A store with nothing on the page. */
export function createPageStore(sessionId: string): PageStore {
  const store = createStore<PageState>()(() => initialState(sessionId));
  return { ...store, dispatch: (action) => store.setState((state) => reduce(state, action), true) };
}
