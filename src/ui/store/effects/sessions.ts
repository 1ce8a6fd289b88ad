import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import type { Review } from "../../../core/review/review.ts";
import { REVIEW_FRAGMENT } from "../../../core/review/review-text.ts";
import { derive, isSameList } from "../selectors/derive.ts";
import { sharedProblems } from "../selectors/own-refusals.ts";
import { reviewOfPage } from "../selectors/review-result.ts";
import { baseOf, inferredResult, isLive, isReadOnly, sidesOf, signatureOf, workOf } from "../selectors/selectors.ts";
import { answerOf } from "../state/side-state.ts";
import type { PageState } from "../state/state.ts";
import type { PageStore } from "../store.ts";
import {
  canStore,
  currentSession,
  type Kept,
  keepAuthor,
  keepSession,
  keptAuthor,
  listSessions,
  readSession,
  sessionOfLink,
} from "./kept-sessions.ts";
import { loadReviewTools } from "./load-review-tools.ts";
import { newId } from "./new-id.ts";

/** A session is kept once the signature has not changed for this long. */
const KEEP_AFTER_MS = 400;

const titleOf = ({ provenance: { inputs, outputs } }: Review): string =>
  [inputs, outputs].flatMap((side) => side?.files[0] ?? []).join(", ") || "a signature";

/** The page as it would be shared now; null if there is no signature. */
export function reviewNow(state: PageState, hasCounts: boolean): Review | null {
  if (signatureOf(state) === null) return null;
  const { opened, comments } = state.review;
  // A review that is only read stays its author's: comments are added, and nothing else.
  if (opened !== null && isReadOnly(state)) return { ...opened.review, comments, ...(hasCounts ? {} : { counts: {} }) };
  const { signer, environment, edits } = workOf(state);
  const handed = { base: baseOf(state), edits, comments };
  const inferred = inferredResult(state).result?.sides;
  const before = opened?.review ?? null;
  const shown = { sides: sidesOf(state), signer, environment };
  return reviewOfPage(shown, inferred, handed, sharedProblems(state), { hasCounts, before, date: new Date() });
}

/** The text of the params, if the signature has all of it. A longer text may be anything, such as a file dropped in the wrong place. */
function paramsToKeep({ signing: { result }, params }: PageState): string {
  return result?.params?.schema == null || result.params.refusals.length > 0 ? "" : params.text;
}

/** The objects that a shared page is made from, as a new list each time that one of them changes; null without a signature. */
export const sharedParts = derive(
  (state) => {
    const sides = sidesOf(state);
    const [inputs, outputs] = DATA_SIDES.map((side) => answerOf(sides[side]));
    const { signer, edits } = workOf(state);
    return [
      signatureOf(state),
      signer,
      edits,
      state.review.comments,
      state.review.opened,
      baseOf(state),
      inputs,
      outputs,
      sharedProblems(state),
    ];
  },
  (signature, ...parts) => (signature === null ? null : [signature, ...parts]),
);

/** The objects that a session is made from. When one of them changes, the session is saved again. */
function keptParts(state: PageState): readonly unknown[] {
  const { opened, comments } = state.review;
  // A read-only review belongs to its sender.
  const isOwn = opened === null || opened.isForked || isLive(state) || comments.length > 0;
  const parts = isOwn ? sharedParts(state) : null;
  return parts === null ? [] : [state.sessions.id, parts, paramsToKeep(state)];
}

const SAID: Readonly<Record<Exclude<Kept, "kept">, string>> = {
  "made-room": "The browser's storage for this page is full. The oldest sessions were deleted to keep this one.",
  full: "The browser's storage for this page is full. What is changed from now on is lost when the page is loaded again. Share or download it.",
  changed: "Another tab goes on with the same session. This tab's is kept as a session of its own.",
};

/** Keeps what is on the page for a reload, and opens what the address or this tab's last session says. */
export class SessionsEffect {
  private kept: readonly unknown[] = [];
  private author = "";
  private id = "";
  /** What this tab knows to be stored under its id. */
  private before: string | undefined;
  private lastKept: Kept = "kept";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isOver = false;
  /** Whether something is not kept yet. */
  private isWaiting = false;
  /** What writes reviews, once something was kept. */
  private tools: Awaited<ReturnType<typeof loadReviewTools>> | null = null;

  private readonly store: PageStore;

  constructor(store: PageStore) {
    this.store = store;
  }

  /** Opens the review in the address, or this tab's last session; later also each review that a new address has. */
  begin(open: (source: string) => void, openSession: (id: string) => void): () => void {
    this.author = keptAuthor();
    this.store.dispatch({ kind: "author-named", name: this.author });
    this.isOver = false;
    this.kept = [];
    this.store.dispatch({ kind: "sessions-listed", list: listSessions() });
    const before = currentSession();
    const isReview = () => location.hash.startsWith(REVIEW_FRAGMENT);
    const follow = () => {
      if (!isReview()) return;
      const known = sessionOfLink(location.hash);
      if (known === undefined) open(location.hash);
      else openSession(known.id);
    };
    if (isReview()) follow();
    else if (before !== null) openSession(before);
    window.addEventListener("hashchange", follow);
    window.addEventListener("pagehide", this.flush);
    return () => {
      this.isOver = true;
      clearTimeout(this.timer);
      window.removeEventListener("hashchange", follow);
      window.removeEventListener("pagehide", this.flush);
    };
  }

  follow(): void {
    const state = this.store.getState();
    this.followAuthor(state);
    this.followId(state);
    const parts = keptParts(state);
    if (isSameList(parts, this.kept)) return;
    this.kept = parts;
    clearTimeout(this.timer);
    this.isWaiting = parts.length > 0 && state.sessions.isKeeping;
    if (this.isWaiting) this.timer = setTimeout(() => void this.keep(), KEEP_AFTER_MS);
  }

  /** Keeps at once what would be kept in a moment: the page is being left, and nothing that takes time ends any more. */
  private readonly flush = (): void => {
    const state = this.store.getState();
    if (!this.isWaiting || this.tools === null || !state.sessions.isKeeping) return;
    const review = reviewNow(state, isReadOnly(state));
    if (review !== null) this.put(state, review, this.tools.reviewToJson(review));
  };

  private report(kept: Kept, fragment: string): void {
    const isNew = kept !== this.lastKept;
    this.lastKept = kept;
    if (kept === "kept" || kept === "made-room") this.before = fragment;
    // Two tabs, one a copy of the other: each goes on for itself. The change of the id stores it.
    if (kept === "changed") this.store.dispatch({ kind: "session-parted", sessionId: newId() });
    // Where nothing is stored at all, the log says so at the start.
    if (kept === "kept" || !isNew || (kept === "full" && !canStore())) return;
    const level = kept === "full" ? "warning" : "info";
    this.store.dispatch({ kind: "logged", level, message: [SAID[kept]], time: new Date() });
  }

  /** What is stored under the page's id when the page gets it: it was just opened. */
  private followId({ sessions: { id } }: PageState): void {
    if (id === this.id) return;
    this.id = id;
    this.before = readSession(id)?.fragment;
  }

  private followAuthor({ review: { author }, sessions }: PageState): void {
    if (author === this.author) return;
    this.author = author;
    if (sessions.isKeeping) keepAuthor(author);
  }

  private async keep(): Promise<void> {
    const state = this.store.getState();
    const { kept: parts } = this;
    // Counts that an author sent along are the review's, and stay in it.
    const review = reviewNow(state, isReadOnly(state));
    if (review === null) return;
    this.tools = await loadReviewTools();
    const fragment = await this.tools.reviewToFragment(review);
    if (this.isOver || !this.store.getState().sessions.isKeeping) return;
    this.put(state, review, fragment);
    // What was changed meanwhile waits for its own turn.
    if (this.kept === parts) this.isWaiting = false;
    this.store.dispatch({ kind: "sessions-listed", list: listSessions() });
  }

  /** Stores a review, as its fragment or its JSON, as the session of this page. */
  private put(state: PageState, review: Review, text: string): void {
    const isShared = isReadOnly(state);
    const params = paramsToKeep(state);
    const link = state.review.opened?.link ?? null;
    const session = {
      id: state.sessions.id,
      title: titleOf(review),
      date: review.provenance.date,
      ...(params !== "" && { params }),
      ...(isShared && ({ isShared } as const)),
      ...(link !== null && { link }),
    };
    this.report(keepSession(session, text, this.before), text);
  }
}
