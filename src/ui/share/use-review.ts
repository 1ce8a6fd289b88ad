import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { diffSignatures } from "../../core/diff/diff-signatures.ts";
import { type ErrorData, errorToData } from "../../core/errors.ts";
import type { Handing } from "../../core/python/handing.ts";
import { mergeNotes, type Note, type Review, signatureOfReview } from "../../core/review/review.ts";
import type { DataSide, FilePart } from "../../worker/protocol.ts";
import { joinedState } from "../state/joined-state.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { loadReviewTools } from "./load-review-tools.ts";
import { resultOfReview } from "./review-result.ts";

/** A review that is open on the page, and how it came there. */
export interface OpenedReview {
  readonly review: Review;
  /** `own`: a session of this browser, to be worked on; `shared`: from a link or file, to be read until it is forked. */
  readonly origin: "own" | "shared";
  readonly isForked: boolean;
}

export interface Reviewing {
  readonly opened: OpenedReview | null;
  readonly notes: readonly Note[];
  /** Why a link or file could not be opened. */
  readonly error: ErrorData | null;
  /** Opens a link's address or fragment, or a review's JSON. */
  open(source: string, origin: OpenedReview["origin"]): Promise<void>;
  close(): void;
  /** From now on the review is one's own, to be edited. */
  fork(): void;
  setNotes(change: (notes: readonly Note[]) => readonly Note[]): void;
}

const SIDES: readonly DataSide[] = ["inputs", "outputs"];

const hasSettings = (handing: Handing) => Object.keys(handing).length > 0;

/** Reads a side's file as the review says that it was read, where it is dropped on the open review and is the file that it names. */
function useReviewsSettings({ sides }: State, readAgain: Actions["readAgain"], opened: OpenedReview | null): void {
  const review = opened?.review ?? null;
  const known = useRef({ review, files: new Map<DataSide, readonly FilePart[]>(), applied: new Set<DataSide>() });
  useEffect(() => {
    const { current: before } = known;
    const files = new Map(SIDES.flatMap((side) => (sides[side].phase === "empty" ? [] : [[side, sides[side].files] as const])));
    known.current = { review, files, applied: before.review === review ? before.applied : new Set() };
    // What was there before the review is not read again for it.
    if (review === null || before.review !== review) return;
    for (const [side, own] of files) {
      const from = review.provenance[side];
      if (from === undefined || own === before.files.get(side) || known.current.applied.has(side)) continue;
      if (own.map(({ name }) => name).join("\n") !== from.files.join("\n")) continue;
      known.current.applied.add(side);
      if (from.options.size > 0 || hasSettings(from.handing)) readAgain(side, from.options, from.handing);
    }
  }, [sides, review, readAgain]);
}

/** Whether two reviews are of the same signature, as it was inferred. */
function hasSameBase(left: Review, right: Review): boolean {
  const inferred = (review: Review) => signatureOfReview({ ...review, edits: [] });
  return diffSignatures(inferred(left), inferred(right)).length === 0;
}

/** A review that is open on the page: its rows stand where nothing was read, and what is read is held against it. */
export function useReview(signed: State, plain: Actions): { readonly state: State; readonly reviewing: Reviewing } {
  const [opened, setOpened] = useState<OpenedReview | null>(null);
  const [notes, setNotes] = useState<readonly Note[]>([]);
  const [error, setError] = useState<ErrorData | null>(null);
  const shown = useRef<Review | null>(null);

  const open = useCallback(async (source: string, origin: OpenedReview["origin"]) => {
    try {
      const { reviewFromText } = await loadReviewTools();
      const review = await reviewFromText(source);
      const { current: before } = shown;
      shown.current = review;
      setOpened({ review, origin, isForked: origin === "own" });
      // Answers to one review come one after another; notes on another signature are not of this one.
      const isOfSame = origin === "shared" && (before === null || hasSameBase(before, review));
      setNotes((own) => (isOfSame ? mergeNotes(own, review.notes) : review.notes));
      setError(null);
    } catch (thrown) {
      setError(errorToData(thrown));
    }
  }, []);
  const close = useCallback(() => {
    shown.current = null;
    setOpened(null);
    setError(null);
    setNotes([]);
    if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
  }, []);
  const fork = useCallback(() => setOpened((before) => (before === null ? null : { ...before, isForked: true })), []);

  useReviewsSettings(signed, plain.readAgain, opened);
  const review = opened?.review ?? null;
  const result = useMemo(() => (review === null ? null : resultOfReview(review)), [review]);
  const state = useMemo(() => joinedState(signed, result), [signed, result]);
  const reviewing = useMemo<Reviewing>(
    () => ({ opened, notes, error, open, close, fork, setNotes }),
    [opened, notes, error, open, close, fork],
  );
  return { state, reviewing };
}
