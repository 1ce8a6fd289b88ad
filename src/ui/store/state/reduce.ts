import { errorToData } from "../../../core/errors.ts";
import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import { parseParamsText } from "../../../core/python/params-text.ts";
import { sidesOf } from "../selectors/selectors.ts";
import type { PageAction, PartAction, ViewAction } from "./action.ts";
import { addRecords } from "./add-records.ts";
import { reduceCheck } from "./check-state.ts";
import { CLOSED, reduceGrid } from "./grid-state.ts";
import { reduceProfile } from "./profile-state.ts";
import { followWork } from "./reading.ts";
import { changeReading, withProfileFor } from "./reduce-reading.ts";
import { changeReview } from "./reduce-review.ts";
import { changeSigning } from "./reduce-signing.ts";
import { changeWork } from "./reduce-work.ts";
import type { ParamsState } from "./shown-state.ts";
import { NONE_CHOSEN, type PageState } from "./state.ts";
import type { Work } from "./work.ts";

function parsedParams(text: string): ParamsState {
  if (text.trim() === "") return { text, value: undefined, error: null };
  try {
    return { text, value: parseParamsText(text), error: null };
  } catch (thrown) {
    return { text, value: undefined, error: errorToData(thrown) };
  }
}

function changeView(state: PageState, action: ViewAction): PageState {
  const { view } = state;
  const show = (change: Partial<PageState["view"]>): PageState => ({ ...state, view: { ...view, ...change } });
  // The right pane shows one thing at a time: the check closes for what was asked for instead, and keeps what it has.
  const instead = (change: Partial<PageState["view"]>): PageState => ({ ...show(change), check: { ...state.check, isOpen: false } });
  switch (action.kind) {
    case "selected":
      if (action.isKept === true) return show({ selection: action.selection, shownParam: null });
      return action.selection === null
        ? show({ selection: null, shownParam: null, pane: "signature", tab: "review" })
        : instead({ selection: action.selection, shownParam: null, pane: "why", tab: "column" });
    case "tab":
      return instead({ tab: action.tab, pane: "why" });
    case "param-shown":
      // The rows of params are next to the tables, and a narrow window shows one pane at a time.
      return show({ shownParam: action.name, selection: null, pane: "signature" });
    case "options-opened":
      return show({ openOptions: action.side });
    case "pane":
      return show({ pane: action.pane });
    case "comparing":
      return show({ isComparing: action.isOpen });
    case "help":
      return show({ isHelpOpen: action.isOpen });
    case "editing":
      return show({ editing: action.place });
    case "chosen":
      return show({ chosen: { ...NONE_CHOSEN, [action.side]: action.keys } });
    case "targets-asked":
      return show({ targetsQuestion: action.name });
    case "pair-told":
      return show({ pair: action.pair });
    case "carried-told":
      return show({ carried: null });
    case "drop-asked":
      // A question is seen wherever one is.
      return instead({ dropQuestions: [...state.view.dropQuestions, action.question], tab: "review", pane: "why" });
    case "drop-answered":
      return show({ dropQuestions: state.view.dropQuestions.filter((one) => one !== action.question) });
    case "files-refused":
      if (action.errors.length > 0) return instead({ refusedFiles: action.errors, tab: "review", pane: "why" });
      return show({ refusedFiles: [] });
    case "logged": {
      const { kind: _, time, ...record } = action;
      return { ...state, log: addRecords(state.log, [{ ...record, side: null, column: null }], time) };
    }
  }
}

function changePart(state: PageState, action: PartAction): PageState {
  switch (action.kind) {
    case "compared":
      return { ...state, comparison: action.comparison };
    case "check":
      return { ...state, check: reduceCheck(state.check, action.action) };
    case "profile": {
      const { side } = action;
      return { ...state, profiles: { ...state.profiles, [side]: reduceProfile(state.profiles[side], action.action) } };
    }
    case "rows":
      return { ...state, rows: reduceGrid(state.rows, action.action) };
    case "examples": {
      const { side, summary, examples } = action;
      return { ...state, examples: { ...state.examples, [side]: { summary, examples } } };
    }
  }
}

/** What follows at once from another work: readings of sides that went, the params' value, and what was selected there. */
function followSteps(state: PageState, before: Work): PageState {
  const work = state.history.present;
  let next = state;
  if (state.params.text !== work.params) next = { ...next, params: parsedParams(work.params) };
  if (before.model !== work.model) {
    const view = { ...next.view, selection: null };
    next = { ...next, earlierModel: work.model === null ? null : (before.model?.model ?? null), view };
  }
  for (const side of DATA_SIDES) {
    const reading = followWork(next.readings[side], before[side], work[side]);
    if (reading !== next.readings[side]) next = { ...next, readings: { ...next.readings, [side]: reading } };
    if (work[side] === null && before[side] !== null) next = withoutSide(next, side);
  }
  return next;
}

function withoutSide(state: PageState, side: (typeof DATA_SIDES)[number]): PageState {
  const { selection, openOptions, targetsQuestion } = state.view;
  const view = {
    ...state.view,
    selection: selection?.side === side ? null : selection,
    openOptions: openOptions === side ? null : openOptions,
    targetsQuestion: side === "outputs" ? null : targetsQuestion,
  };
  return withProfileFor({ ...state, view }, side, null);
}

/** Rows are shown of files that were read, or are being read again. */
function closeRowsThatWent(state: PageState): PageState {
  const side = state.rows.goal?.side;
  if (side === undefined) return state;
  const { phase } = sidesOf(state)[side];
  return phase === "ready" || phase === "reading" ? state : { ...state, rows: CLOSED };
}

/** Hands the action to the part of the state that it is about. */
function change(state: PageState, action: PageAction): PageState {
  switch (action.kind) {
    case "files-given":
    case "carried-over":
    case "parts-added":
    case "side-removed":
    case "sides-swapped":
    case "settings-changed":
    case "fixes-applied":
    case "params-typed":
    case "params-given":
    case "model-given":
    case "model-removed":
    case "signer-chosen":
    case "environment-chosen":
    case "versions-named":
    case "edited":
    case "row-reverted":
    case "part-reverted":
    case "all-reverted":
    case "undone":
    case "redone":
      return changeWork(state, action);
    case "reading-started":
    case "reading-shown":
    case "progress":
    case "read":
    case "reading-failed":
    case "reading-cancelled":
    case "verifying":
    case "verified":
    case "verifying-ended":
      return changeReading(state, action);
    case "signed":
    case "problems":
    case "model-refused":
    case "signer-remembered":
    case "remembering":
    case "module-given":
    case "signer-panel":
      return changeSigning(state, action);
    case "review-opened":
    case "review-refused":
    case "review-closed":
    case "review-forked":
    case "comments":
    case "author-named":
    case "session-parted":
    case "sessions-listed":
    case "session-params":
    case "everything-forgotten":
      return changeReview(state, action);
    case "check":
    case "profile":
    case "rows":
    case "examples":
    case "compared":
      return changePart(state, action);
    default:
      return changeView(state, action);
  }
}

/** The one place where the page's state changes. A pure function. */
export function reduce(state: PageState, action: PageAction): PageState {
  const next = change(state, action);
  return closeRowsThatWent(next.history.present === state.history.present ? next : followSteps(next, state.history.present));
}
