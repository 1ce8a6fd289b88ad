import { diffSignatures } from "../../../core/diff/diff-signatures.ts";
import type { Edit } from "../../../core/edit/edit.ts";
import { isSameEnvironment } from "../../../core/environment/environment.ts";
import { parseEnvironment } from "../../../core/environment/parse.ts";
import { mergeComments, type Review, signatureOfReview } from "../../../core/review/review.ts";
import { isLive, workOf } from "../selectors/selectors.ts";
import type { ReviewAction } from "./action.ts";
import { type ChosenEnvironment, chosenEnvironment, DEFAULT_ENVIRONMENT } from "./chosen-environment.ts";
import { put, restart, stepTo, type WorkHistory } from "./history.ts";
import type { PageState } from "./state.ts";

/** Whether two reviews are of the same signature, as it was inferred. */
function hasSameBase(left: Review, right: Review): boolean {
  const inferred = (review: Review) => signatureOfReview({ ...review, edits: [] });
  return diffSignatures(inferred(left), inferred(right)).length === 0;
}

/** The versions that a review was made with; the default where it names none that Signet knows, since it may be anyone's. */
function environmentOf({ provenance: { versions } }: Review): ChosenEnvironment {
  const found = parseEnvironment(`mlflow=${versions.mlflow},pandas=${versions.pandas}`);
  return typeof found === "string" ? DEFAULT_ENVIRONMENT : chosenEnvironment(found);
}

/** The history with a review's edits and versions. Next to files that were read they are a step, or none where the page has the same. */
function taken({ history, ...state }: PageState, environment: ChosenEnvironment, edits: readonly Edit[]): WorkHistory {
  const { present } = history;
  const next = { ...present, environment, edits };
  if (!isLive({ history, ...state })) return restart(next);
  const isSame =
    isSameEnvironment(present.environment.environment, environment.environment) && JSON.stringify(present.edits) === JSON.stringify(edits);
  return isSame ? history : stepTo(history, next);
}

function open(state: PageState, { review, origin, sessionId, link }: Extract<ReviewAction, { kind: "review-opened" }>): PageState {
  const { opened: before, comments: own } = state.review;
  // Answers to one review come one after another; comments on another signature do not belong here.
  const isOfSame = origin === "shared" && (before === null || hasSameBase(before.review, review));
  const comments = isOfSame ? mergeComments(own, review.comments) : review.comments;
  const work = workOf(state);
  // A review's edits are applied here too, unless the files read here have their own.
  const takesEdits = work.edits.length === 0 || !isLive(state) || origin === "own";
  // A review that is opened where no file was read gets a session of its own.
  const isAnother = origin === "own" || !isLive(state);
  return {
    ...state,
    history: takesEdits ? taken(state, environmentOf(review), review.edits) : state.history,
    review: { ...state.review, opened: { review, origin, isForked: origin === "own", link }, comments, error: null },
    sessions: isAnother ? { ...state.sessions, id: sessionId } : state.sessions,
  };
}

function close(state: PageState, sessionId: string): PageState {
  const { opened } = state.review;
  const closed: PageState = { ...state, review: { ...state.review, opened: null, comments: [], error: null } };
  if (isLive(state)) return closed;
  // Its edits go with it, since there is nothing left that they change. The params of a session are its own.
  const params = opened?.origin === "own" ? "" : workOf(state).params;
  return {
    ...closed,
    history: restart({ ...workOf(state), environment: DEFAULT_ENVIRONMENT, edits: [], params }),
    sessions: { ...state.sessions, id: sessionId },
  };
}

/** The open review, its comments and the sessions. */
export function changeReview(state: PageState, action: ReviewAction): PageState {
  const { review, sessions } = state;
  switch (action.kind) {
    case "review-opened":
      return open(state, action);
    case "review-refused":
      return { ...state, review: { ...review, error: action.error } };
    case "review-closed":
      return close(state, action.sessionId);
    case "review-forked":
      return review.opened === null ? state : { ...state, review: { ...review, opened: { ...review.opened, isForked: true } } };
    case "comments":
      return { ...state, review: { ...review, comments: action.change(review.comments) } };
    case "author-named":
      return { ...state, review: { ...review, author: action.name } };
    case "session-parted":
      return { ...state, sessions: { ...sessions, id: action.sessionId } };
    case "sessions-listed":
      return { ...state, sessions: { ...sessions, list: action.list } };
    case "session-params":
      return { ...state, history: put(state.history, "params", action.text) };
    case "everything-forgotten":
      return { ...state, review: { ...review, author: "" }, sessions: { ...sessions, list: [], isKeeping: false } };
  }
}
