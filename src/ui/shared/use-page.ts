import { createContext, useContext, useMemo } from "react";
import { useStore } from "zustand";
import type { ErrorData } from "../../core/errors.ts";
import type { Review, ReviewComment } from "../../core/review/review.ts";
import type { DataSide, FilePart } from "../../worker/protocol.ts";
import type { Session } from "../store/effects/kept-sessions.ts";
import { reviewNow, sharedParts } from "../store/effects/sessions.ts";
import type { Page } from "../store/page.ts";
import {
  type Actions,
  type CheckActions,
  checkActions,
  type Grid,
  gridActions,
  type Profiling,
  pageActions,
} from "../store/page-actions.ts";
import { derive, type Selector } from "../store/selectors/derive.ts";
import { type Edits, editActions, editsView } from "../store/selectors/edits-view.ts";
import { profilesView } from "../store/selectors/profiles-view.ts";
import { changedSince } from "../store/selectors/review-view.ts";
import { isLive, signerFiles } from "../store/selectors/selectors.ts";
import type { WhatChanged } from "../store/selectors/what-changed.ts";
import type { ChosenSigner } from "../store/state/chosen-signer.ts";
import type { OpenedReview, OpenPanel } from "../store/state/state.ts";
import type { ChosenFix } from "../store/state/work.ts";
import { createPageStore } from "../store/store.ts";

/** The page that components are part of; null if one is shown by itself. */
export const PageContext = createContext<Page | null>(null);

const NO_PAGE = createPageStore("");

/** The page around a component. Throws if there is none. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error("There is no page around this component.");
  return page;
}

/** The value of a selector: the component renders again only if the value changes. Without a page, the state is that of an empty one. */
export function useSelector<Value>(selector: Selector<Value>): Value {
  return useStore(useContext(PageContext)?.store ?? NO_PAGE, selector);
}

/** The edits and what can be done to them; null if a component is shown without a page around it. */
export function useEdits(): Edits | null {
  const page = useContext(PageContext);
  const view = useSelector(editsView);
  const actions = useMemo(() => (page === null ? null : editActions(page.store)), [page]);
  return useMemo(() => (actions === null ? null : { ...view, ...actions }), [view, actions]);
}

/** Everything about sharing the signature, and about a review that was opened; see {@link Page} for what the functions do. */
export interface Sharing {
  readonly opened: OpenedReview | null;
  readonly comments: readonly ReviewComment[];
  /** The name that comments are written under; empty if none was given. */
  readonly author: string;
  /** Why a link or file could not be opened. */
  readonly error: ErrorData | null;
  /** Whether something was read on this page. */
  readonly isLive: boolean;
  /** What differs from the review or model that was opened next to what was read; null if there is none. */
  readonly changed: WhatChanged | null;
  readonly sessions: readonly Session[];
  /** Returns the review of the page now; null without a signature. The function is new each time that its result changes. */
  reviewNow(hasCounts: boolean): Review | null;
  close(): void;
  fork(): void;
  /** Sets the name that comments are written under. */
  setAuthor(name: string): void;
  setComments(change: (comments: readonly ReviewComment[]) => readonly ReviewComment[]): void;
  openSession(id: string): void;
  forgetSession(id: string): void;
  forgetAll(): void;
}

const shared = derive(
  (state) => [state.review, isLive(state), changedSince(state), state.sessions.list],
  (review, live, changed, sessions) => ({ ...review, isLive: live, changed, sessions }),
);

/** What is shared; null if a component is shown without a page around it. */
export function useSharing(): Sharing | null {
  const page = useContext(PageContext);
  const view = useSelector(shared);
  const parts = useSelector(sharedParts);
  return useMemo(() => {
    if (page === null) return null;
    return {
      ...view,
      reviewNow: (hasCounts: boolean) => (parts === null ? null : reviewNow(page.store.getState(), hasCounts)),
      close: page.closeReview,
      fork: () => page.dispatch({ kind: "review-forked" }),
      setComments: (change) => page.dispatch({ kind: "comments", change }),
      setAuthor: (name) => page.dispatch({ kind: "author-named", name }),
      openSession: page.openSession,
      forgetSession: page.forgetSession,
      forgetAll: page.forgetAll,
    } satisfies Sharing;
  }, [page, view, parts]);
}

/** What the page's parts can do. */
export function useActions(): Actions {
  const page = usePage();
  return useMemo(() => pageActions(page), [page]);
}

/** What can be done where data is checked. */
export function useCheckActions(): CheckActions {
  const page = usePage();
  return useMemo(() => checkActions(page), [page]);
}

/** The rows of a file, and what can be asked of them. */
export function useGrid(): Grid {
  const page = usePage();
  const state = useSelector((page) => page.rows);
  const actions = useMemo(() => gridActions(page), [page]);
  return useMemo(() => ({ state, ...actions }), [state, actions]);
}

function useProfiling(side: DataSide): Profiling {
  const { dispatch } = usePage();
  const view = useSelector(profilesView[side]);
  return useMemo(
    () => ({
      ...view,
      start: () => dispatch({ kind: "profile", side, action: { kind: "wanted" } }),
      cancel: () => dispatch({ kind: "profile", side, action: { kind: "cancelled" } }),
    }),
    [view, side, dispatch],
  );
}

/** The profiles of both sides, for the rows that are shown. */
export function useProfiles(): Readonly<Record<DataSide, Profiling>> {
  const inputs = useProfiling("inputs");
  const outputs = useProfiling("outputs");
  return useMemo(() => ({ inputs, outputs }), [inputs, outputs]);
}

/** The signer's panel and what can be done with signers. */
export interface SignerControls {
  readonly panel: OpenPanel | null;
  /** Texts of files that a config may name, by their names. */
  readonly files: ReadonlyMap<string, string>;
  readonly isRemembered: boolean;
  open(): void;
  close(): void;
  /** Uses a signer from now on, with fixes that go with it, and keeps it in this browser. */
  take(choice: ChosenSigner["choice"], fixes?: readonly ChosenFix[]): void;
  takeDefault(): void;
  forget(): void;
  drop(files: readonly FilePart[]): void;
}

export function useSignerControls(): SignerControls {
  const page = usePage();
  const { panel, isRemembered } = useSelector((state) => state.signers);
  const files = useSelector(signerFiles);
  return useMemo(
    () => ({
      panel,
      files,
      isRemembered,
      open: () => page.dispatch({ kind: "signer-panel", open: true, text: null }),
      close: () => page.dispatch({ kind: "signer-panel", open: false, text: null }),
      take: page.useSigner,
      takeDefault: page.useDefaultSigner,
      forget: page.forgetSigner,
      drop: (dropped) => page.drop(dropped, null),
    }),
    [page, panel, files, isRemembered],
  );
}
