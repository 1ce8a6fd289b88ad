import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { Review } from "../../core/review/review.ts";
import { REVIEW_FRAGMENT } from "../../core/review/review-text.ts";
import { type Edits, useEditing } from "../edit/use-edits.ts";
import { takenSignature } from "../state/exports.ts";
import { answerOf } from "../state/side-state.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { loadReviewTools } from "./load-review-tools.ts";
import { newId } from "./new-id.ts";
import { reviewOfPage } from "./review-result.ts";
import {
  currentSession,
  deleteSession,
  forgetEverything,
  keepSession,
  leaveSession,
  listSessions,
  readSession,
  type Session,
} from "./sessions.ts";
import { useChanged } from "./use-changed.ts";
import { type Reviewing, useReview } from "./use-review.ts";
import type { WhatChanged } from "./what-changed.ts";

/** Everything about handing the signature on, and about what was handed in. */
export interface HandOn extends Reviewing {
  /** What would be handed on now; null where there is no signature. */
  reviewNow(hasCounts: boolean): Review | null;
  /** Whether something was read on this page. */
  readonly isLive: boolean;
  /** What differs from the review or model that was opened beside what was read; null where there is none. */
  readonly changed: WhatChanged | null;
  readonly sessions: readonly Session[];
  openSession(id: string): void;
  forgetSession(id: string): void;
  /** Forgets all that is kept, and keeps nothing more until the page is loaded again. */
  forgetAll(): void;
}

export const HandOnContext = createContext<HandOn | null>(null);

/** What is handed on; null where a component is shown without a page around it. */
export const useHandOn = (): HandOn | null => useContext(HandOnContext);

const SIDES = ["inputs", "outputs"] as const;

/** A session is kept once the signature has stood still this long. */
const KEEP_AFTER_MS = 400;

const titleOf = ({ provenance: { inputs, outputs } }: Review): string =>
  [inputs, outputs].flatMap((side) => side?.files[0] ?? []).join(", ") || "a signature";

/** What of the page is kept. */
interface KeptHere {
  /** Null where nothing of it is one's own. */
  readonly review: Review | null;
  readonly params: string;
  /** A review of others that is all that is shown: what comes of it is kept apart from what was here before. */
  readonly another: Review | null;
}

/** Keeps what is on the page for a reload, with the params' text, and lists what was kept before. */
function useSessions({ review, params, another }: KeptHere, open: Reviewing["open"], loadParams: Edits["loadParams"]) {
  const [sessions, setSessions] = useState<readonly Session[]>([]);
  const [id, setId] = useState(newId);
  const isKeeping = useRef(true);
  const openSession = useCallback(
    (wanted: string) => {
      const kept = readSession(wanted);
      if (kept === null) return;
      setId(wanted);
      // Params alone must not be taken for what the session holds, so they come once it is open.
      void open(kept.fragment, "own").then(() => loadParams(kept.params));
    },
    [open, loadParams],
  );

  useEffect(() => {
    setSessions(listSessions());
    const before = currentSession();
    if (location.hash.startsWith(REVIEW_FRAGMENT)) void open(location.hash, "shared");
    else if (before !== null) openSession(before);
    const follow = () => location.hash.startsWith(REVIEW_FRAGMENT) && void open(location.hash, "shared");
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [open, openSession]);

  useEffect(() => {
    if (another !== null) setId(newId());
  }, [another]);
  useEffect(() => {
    if (review === null || !isKeeping.current) return;
    const timer = setTimeout(async () => {
      const { reviewToFragment } = await loadReviewTools();
      const fragment = await reviewToFragment(review);
      if (!isKeeping.current) return;
      keepSession({ id, title: titleOf(review), date: review.provenance.date, ...(params === "" ? {} : { params }) }, fragment);
      setSessions(listSessions());
    }, KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [review, params, id]);

  /** What comes next is another session; this one stays among the recent. */
  const startAnew = useCallback(() => {
    leaveSession();
    setId(newId());
  }, []);
  const forgetSession = useCallback((wanted: string) => {
    deleteSession(wanted);
    setSessions(listSessions());
  }, []);
  const forgetAll = useCallback(() => {
    isKeeping.current = false;
    forgetEverything();
    leaveSession();
    setSessions([]);
  }, []);
  return useMemo(
    () => ({ sessions, openSession, forgetSession, forgetAll, startAnew }),
    [sessions, openSession, forgetSession, forgetAll, startAnew],
  );
}

/** Edits that came with a review are made here too, unless what was read here has its own. */
function useReviewsEdits({ opened }: Reviewing, { list, load }: Edits, isLive: boolean): void {
  const loaded = useRef<Review | null>(null);
  useEffect(() => {
    if (opened === null || loaded.current === opened.review) return;
    loaded.current = opened.review;
    if (list.length === 0 || !isLive || opened.origin === "own") load(opened.review.edits);
  }, [opened, list, load, isLive]);
}

/**
 * The page's state with what was opened and edited in it, and all that hands it on. What comes back stands for what went in.
 */
export function useWorkspace(
  signed: State,
  plain: Actions,
): {
  readonly state: State;
  readonly actions: Actions;
  readonly edits: Edits;
  readonly handOn: HandOn;
} {
  const { state: joined, reviewing } = useReview(signed, plain);
  const { opened, notes } = reviewing;
  const isLive = SIDES.some((side) => answerOf(signed.sides[side]) !== null);
  const { state, actions, edits } = useEditing(joined, plain, opened !== null && !opened.isForked && !isLive);
  useReviewsEdits(reviewing, edits, isLive);

  const before = opened?.review ?? null;
  const { inferred, base, list } = edits;
  const inferredSides = inferred?.sides;
  const signature = takenSignature(state);
  const { sides, signer } = signed;
  const reviewNow = useCallback(
    (hasCounts: boolean) => {
      if (signature === null) return null;
      const handed = { base, edits: list, notes };
      return reviewOfPage({ sides, signer }, inferredSides, handed, { hasCounts, before, date: new Date() });
    },
    [sides, signer, inferredSides, base, list, notes, before, signature],
  );
  // What is only read is the sender's, and nothing to go on with.
  const isOwn = opened === null || opened.isForked || isLive || notes.length > 0;
  const kept = useMemo(() => (isOwn ? reviewNow(false) : null), [isOwn, reviewNow]);
  const another = opened?.origin === "shared" && !isLive ? opened.review : null;
  const { load, loadParams } = edits;
  // A text with more than the signature takes from it may hold anything, a file that fell on the wrong place among it.
  const paramsText = signed.result?.params?.schema == null || signed.result.params.refusals.length > 0 ? "" : signed.params.text;
  const sessions = useSessions({ review: kept, params: paramsText, another }, reviewing.open, loadParams);
  const { startAnew } = sessions;
  const { close: closeReview } = reviewing;
  const close = useCallback(() => {
    closeReview();
    if (isLive) return;
    // Its edits and notes go with it: nothing is left that they are of. The params of a session are its own.
    load([]);
    if (opened?.origin === "own") loadParams("");
    startAnew();
  }, [closeReview, isLive, opened, load, loadParams, startAnew]);

  const changed = useChanged(signature, signed, opened);
  const handOn = useMemo<HandOn>(
    () => ({ ...reviewing, close, isLive, reviewNow, changed, ...sessions }),
    [reviewing, close, isLive, reviewNow, changed, sessions],
  );
  return { state, actions, edits, handOn };
}
