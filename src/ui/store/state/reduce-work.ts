import { applyEdits } from "../../../core/edit/apply-edits.ts";
import { changesOf } from "../../../core/edit/changes.ts";
import type { Edit } from "../../../core/edit/edit.ts";
import { editsOfRows } from "../../../core/edit/edits-of-rows.ts";
import { amend } from "../../../core/edit/history.ts";
import { revertRow } from "../../../core/edit/revert.ts";
import { adopted } from "../../../core/environment/adopt.ts";
import { isSameEnvironment } from "../../../core/environment/environment.ts";
import type { NamedVersions } from "../../../core/environment/named-versions.ts";
import type { DataSide, DroppedModel, FilePart } from "../../../worker/protocol.ts";
import { looksLikeTargets } from "../routing/file-roles.ts";
import { baseOf, isReadOnly, workOf } from "../selectors/selectors.ts";
import type { WorkAction } from "./action.ts";
import { carryOver, hasChanges, wholeFileOptions } from "./carry.ts";
import { type ChosenEnvironment, chosenEnvironment, DEFAULT_ENVIRONMENT } from "./chosen-environment.ts";
import { put, redone, stepTo, stepTyping, undone, type WorkHistory } from "./history.ts";
import type { PageState } from "./state.ts";
import { type SideWork, sideOf, type Work, withFix, withSettings } from "./work.ts";

const withHistory = (state: PageState, history: WorkHistory): PageState => ({ ...state, history });

const step = (state: PageState, work: Work): PageState => withHistory(state, stepTo(state.history, work));

/** Files with the settings of the open review, if that read files of the same names for this side. */
function sideFor({ review: { opened } }: PageState, side: DataSide, files: readonly FilePart[]): SideWork {
  const from = opened?.review.provenance[side];
  const isNamed = from !== undefined && files.map(({ name }) => name).join("\n") === from.files.join("\n");
  return isNamed ? sideOf(files, { options: from.options, preprocessing: from.preprocessing }) : sideOf(files);
}

/** Asks about a file whose name says that it has targets, once it is the outputs. */
function withTargetsQuestion(state: PageState): PageState {
  const name = workOf(state).outputs?.files[0]?.name;
  const targetsQuestion = name !== undefined && looksLikeTargets(name) ? name : null;
  return { ...state, view: { ...state.view, targetsQuestion } };
}

/** The ending of the first file's name, by which files are likely of one format. */
const endingOf = ([file]: readonly FilePart[]): string => file?.name.split(".").slice(1).join(".") ?? "";

function giveFiles(before: PageState, side: DataSide, files: readonly FilePart[]): PageState {
  const { edits, [side]: replaced } = workOf(before);
  const own = sideFor(before, side, files);
  const isCarried =
    replaced !== null &&
    own.options.size === 0 &&
    hasChanges(
      replaced,
      editsOfRows(edits, side, () => true),
    );
  const isAlike = isCarried && endingOf(files) === endingOf(replaced.files);
  const to = isAlike ? { ...own, options: wholeFileOptions(replaced.options) } : own;
  const carry = isCarried ? { side, from: replaced, to } : null;
  const state = { ...before, view: { ...before.view, carry, carried: null } };
  const given = withHistory(state, put(state.history, side, to));
  return side === "outputs" ? withTargetsQuestion(given) : given;
}

function addParts(state: PageState, side: DataSide, files: readonly FilePart[]): PageState {
  const work = workOf(state);
  const before = work[side];
  if (before === null) return giveFiles(state, side, files);
  return step(state, { ...work, [side]: { ...before, files: [...before.files, ...files] } });
}

/** Does to a new file what was done to the one that it replaced; reads it by itself first where it cannot be read as that one was. */
function carry(state: PageState, { carry: wanted, names }: Extract<WorkAction, { kind: "carried-over" }>): PageState {
  if (state.view.carry !== wanted) return state;
  const work = workOf(state);
  if (names === null) {
    const to = sideOf(wanted.to.files);
    const history = { ...amend(state.history, { ...work, [wanted.side]: to }), typedAt: null };
    return withHistory({ ...state, view: { ...state.view, carry: { ...wanted, to } } }, history);
  }
  const { work: next, carried } = carryOver(work, wanted, names);
  return step({ ...state, view: { ...state.view, carry: null, carried, tab: "review" } }, next);
}

/** Only what was asked of the reader goes along: what was done to the columns was done to other columns. */
const moved = (side: SideWork | null): SideWork | null => side && sideOf(side.files, { options: side.options });

function swapSides(state: PageState): PageState {
  const work = workOf(state);
  const swapped = step(state, { ...work, inputs: moved(work.outputs), outputs: moved(work.inputs) });
  return withTargetsQuestion({ ...swapped, view: { ...swapped.view, selection: null, openOptions: null } });
}

const withEdits = (state: PageState, edits: readonly Edit[]): PageState =>
  edits === workOf(state).edits ? state : step(state, { ...workOf(state), edits });

/** Makes an edit; one that breaks a rule of MLflow changes nothing, and the page says why. */
function makeEdit(state: PageState, edit: Edit): PageState {
  if (isReadOnly(state)) return state;
  const { edits } = workOf(state);
  const refused = applyEdits(baseOf(state), [...edits, edit]).refused.find(({ index }) => index === edits.length);
  if (refused !== undefined) return { ...state, view: { ...state.view, refusal: refused.error } };
  return withEdits(state, [...edits, edit]);
}

function revertPart(state: PageState, { side, key, back }: Extract<WorkAction, { kind: "part-reverted" }>): PageState {
  const { edits } = workOf(state);
  const next = [...edits, back];
  const row = applyEdits(baseOf(state), next)[side].rows.find((one) => one.key === key);
  const isLeft = row === undefined || changesOf(row).some(({ aspect }) => aspect === "type");
  return withEdits(state, isLeft ? next : revertRow(edits, side, key, "type"));
}

/** The versions that are named, if Signet answers as these; else those that are in use. */
function namedEnvironment({ environment: present }: Work, named: NamedVersions, by: readonly string[]): ChosenEnvironment {
  const { environment, isNamed } = adopted(named, by, present.environment);
  return !isNamed || isSameEnvironment(environment, present.environment) ? present : chosenEnvironment(environment, by);
}

const withEnvironment = (work: Work, environment: ChosenEnvironment): Work =>
  work.environment === environment ? work : { ...work, environment };

/** Takes a model, and answers as its versions. One undo goes back to the versions before; where the model replaced another, to that too. */
function giveModel(state: PageState, found: DroppedModel): PageState {
  const given = put(state.history, "model", found);
  const { by, ...named } = found.named;
  const work = withEnvironment(given.present, namedEnvironment(given.present, named, by));
  const isStep = given.past.length > state.history.past.length;
  const history = isStep ? { ...amend(given, work), typedAt: null } : stepTo(given, work);
  return withHistory({ ...state, modelError: null }, history);
}

/** Removes the model; what it named goes with it. */
function withoutModel(work: Work): Work {
  if (work.model === null) return work;
  const isByModel = work.environment.by === work.model.named.by;
  return { ...work, model: null, environment: isByModel ? DEFAULT_ENVIRONMENT : work.environment };
}

/** Another signer, and the fixes that go with it: one step. */
function chooseSigner(state: PageState, { signer, fixes = [] }: Extract<WorkAction, { kind: "signer-chosen" }>): PageState {
  const work = workOf(state);
  return step(state, work.signer === signer && fixes.length === 0 ? work : { ...fixes.reduce(withFix, work), signer });
}

/** What the user did, made to the work. */
export function changeWork(before: PageState, action: WorkAction): PageState {
  const state = before.view.refusal === null ? before : { ...before, view: { ...before.view, refusal: null } };
  const work = workOf(state);
  switch (action.kind) {
    case "files-given":
      return giveFiles(state, action.side, action.files);
    case "carried-over":
      return carry(state, action);
    case "parts-added":
      return addParts(state, action.side, action.files);
    case "side-removed":
      return step(state, { ...work, [action.side]: null });
    case "sides-swapped":
      return swapSides(state);
    case "settings-changed":
      return step(state, withSettings(work, action.side, action.settings));
    case "fixes-applied":
      return step(state, action.fixes.reduce(withFix, work));
    case "params-typed":
      return withHistory(state, stepTyping(state.history, action.text, action.at));
    case "params-given":
      return withHistory(state, put(state.history, "params", action.text));
    case "model-given":
      return giveModel(state, action.found);
    case "model-removed":
      return step({ ...state, modelError: null }, withoutModel(work));
    case "environment-chosen":
      return step(state, withEnvironment(work, chosenEnvironment(action.environment)));
    case "versions-named":
      return step(state, withEnvironment(work, namedEnvironment(work, action.named, action.by)));
    case "signer-chosen":
      return chooseSigner(state, action);
    case "edited":
      return makeEdit(state, action.edit);
    case "row-reverted":
      return withEdits(state, revertRow(work.edits, action.side, action.key, action.aspect));
    case "part-reverted":
      return revertPart(state, action);
    case "all-reverted":
      return withEdits(state, work.edits.length === 0 ? work.edits : []);
    case "undone":
      return withHistory(state, undone(state.history));
    case "redone":
      return withHistory(state, redone(state.history));
  }
}
