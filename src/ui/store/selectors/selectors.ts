import type { EditBase } from "../../../core/edit/apply-edits.ts";
import { applyEdits, type EditedSignature } from "../../../core/edit/apply-edits.ts";
import { differencesOf } from "../../../core/edit/changes.ts";
import type { EditSide } from "../../../core/edit/edit.ts";
import { baseOfResult } from "../../../core/edit/edit-base.ts";
import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import { type SpecKey, specKeys } from "../../../core/mlflow/spec-keys.ts";
import type { ModelSignature } from "../../../core/mlflow/types.ts";
import type { SigningResult } from "../../../core/signers/signer.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import { type ChosenEnvironment, otherThanCurrent } from "../state/chosen-environment.ts";
import { MLMODEL } from "../state/chosen-signer.ts";
import { sideState } from "../state/reading.ts";
import type { State } from "../state/shown-state.ts";
import { answerOf, type SideState } from "../state/side-state.ts";
import { isSameInputs, type SigningInputs, signingInputsOf } from "../state/signing-inputs.ts";
import type { FilePair, PageState } from "../state/state.ts";
import type { Work } from "../state/work.ts";
import { declaredResult, isSigned } from "./declared-result.ts";
import { derive, type Selector } from "./derive.ts";
import { editedParts, editedResult } from "./edit-model.ts";
import { type JoinedResult, joinGiven } from "./joined-result.ts";
import { resultOfReview } from "./review-result.ts";
import { stableSignature } from "./stable-signature.ts";

/** What undo restores, as it is now. */
export const workOf = (state: PageState): Work => state.history.present;

const inputsState = derive((state) => [state.readings.inputs, workOf(state).inputs], sideState);
const outputsState = derive((state) => [state.readings.outputs, workOf(state).outputs], sideState);

/** Both sides as the page shows them. */
export const sidesOf: Selector<Readonly<Record<DataSide, SideState>>> = derive(
  (state) => [inputsState(state), outputsState(state)],
  (inputs, outputs) => ({ inputs, outputs }),
);

let lastInputs: SigningInputs | null = null;

/** The inputs of signing; the same object as long as the signature would be the same. */
export function signingInputs(state: PageState): SigningInputs {
  const now = signingInputsOf(sidesOf(state), state.params.value, workOf(state).signer, workOf(state).environment.environment);
  if (isSameInputs(state.signing.of, now)) return state.signing.of;
  if (lastInputs === null || !isSameInputs(lastInputs, now)) lastInputs = now;
  return lastInputs;
}

/** Whether the signature does not yet include what was read or changed last. */
export const isSigning = (state: PageState): boolean => signingInputs(state) !== state.signing.of;

/** Whether files were read on this page. */
export const isLive = (state: PageState): boolean => DATA_SIDES.some((side) => answerOf(sidesOf(state)[side]) !== null);

/** Whether the signature is only shown: a shared review that was not copied. */
export const isReadOnly = (state: PageState): boolean => {
  const { opened } = state.review;
  return opened !== null && !opened.isForked && !isLive(state);
};

const declared = derive(
  (state) => [workOf(state).model],
  (found) => (found === null ? null : declaredResult(found.model)),
);

/** The result from files, params and the loaded model. */
const signedResult: Selector<JoinedResult> = derive(
  (state) => [state.signing.result, declared(state)],
  (result, given) => joinGiven({ result, given: [] }, given),
);

const reviewResult = derive(
  (state) => [state.review.opened?.review ?? null],
  (review) => (review === null ? null : resultOfReview(review)),
);

/** What edits start from: what was signed, and each part that a model or a review gives. */
export const inferredResult: Selector<JoinedResult> = derive((state) => [signedResult(state), reviewResult(state)], joinGiven);

// Problems that are found later do not change what edits start from.
const editBase: Selector<EditBase> = derive(
  (state) => {
    const { result } = inferredResult(state);
    return [result?.signature ?? null, result?.sides ?? null];
  },
  (signature, sides) => baseOfResult(signature && sides ? { signature, sides } : null),
);

export const baseOf = editBase;

/** The signature with the edits in it. */
export const editedSignature: Selector<EditedSignature> = derive((state) => [editBase(state), workOf(state).edits], applyEdits);

/** The rows that edits changed, with what changed in each. */
export const editDifferences = derive((state) => [editedSignature(state)], differencesOf);

const shownResult = derive(
  (state) => [inferredResult(state).result, editedSignature(state), workOf(state).environment],
  (result, edited, chosen) => (result === null ? null : resultIn(chosen, editedResult(result, edited))),
);

/** A result whose signature is written for, and checked by, the chosen versions. */
function resultIn(chosen: ChosenEnvironment, result: SigningResult): SigningResult {
  const environment = otherThanCurrent(chosen);
  return environment === undefined ? result : { ...result, signature: { ...result.signature, environment } };
}

const shownParts = derive((state) => [inferredResult(state).result, editedSignature(state)], editedParts);

/** The page's state as its parts show it: what was read, the signature with its edits, and what is selected. */
export const shownState: Selector<State> = derive(
  (state) => [
    sidesOf(state),
    state.params,
    workOf(state).model,
    workOf(state).signer,
    workOf(state).environment,
    state.modelError,
    shownResult(state),
    inferredResult(state).given,
    shownParts(state),
    state.signing,
    isSigning(state),
    state.view,
    state.log,
    declared(state),
  ],
  (sides, params, found, signer, environment, modelError, result, given, edited, signing, isPending, view, log, declaredByModel) => ({
    sides,
    params,
    model: found?.model ?? null,
    modelName: found?.name ?? null,
    inputExample: found?.inputExample ?? null,
    declared: declaredByModel,
    modelError,
    signer,
    environment,
    result,
    given,
    signError: signing.error,
    isSigning: isPending,
    areFixesTried: signing.areFixesTried,
    selection: view.selection,
    shownParam: view.shownParam,
    log,
    targetsQuestion: view.targetsQuestion,
    openOptions: view.openOptions,
    edited,
    pane: view.pane,
  }),
);

/** The same without reviews and edits: what a signer made here. */
export const unedited: Selector<State> = derive(
  (state) => [shownState(state), signedResult(state)],
  (shown, { result, given }) => ({ ...shown, result, given }),
);

let lastSignature: { readonly of: SigningResult | null; readonly signature: ModelSignature | null } = { of: null, signature: null };

/** The signature that is exported and checked; null if there is none. */
export function signatureOf(state: PageState): ModelSignature | null {
  const result = shownResult(state);
  if (result !== lastSignature.of) lastSignature = { of: result, signature: isSigned(result?.signature) ? result.signature : null };
  return lastSignature.signature;
}

/** The places that the shown rows have in the inferred result. */
export interface RowPlaces {
  keyAt(side: DataSide, index: number): SpecKey | undefined;
  /** What was inferred for a row, with its reasons; undefined for one that was added. */
  inferredAt(side: DataSide, index: number): SpecReport | undefined;
  inferredIndex(side: DataSide, index: number): number | undefined;
}

export const rowPlaces: Selector<RowPlaces> = derive(
  (state) => [inferredResult(state).result?.sides ?? null, editedSignature(state)],
  (sides, edited) => {
    const inferred = (side: DataSide) => sides?.[side]?.specs ?? [];
    const places = (side: DataSide) => new Map(specKeys(inferred(side)).map((key, index) => [key, index]));
    const known = { inputs: places("inputs"), outputs: places("outputs") };
    const keyAt = (side: DataSide, index: number) => edited[side].rows[index]?.key;
    const inferredIndex = (side: DataSide, index: number) => known[side].get(keyAt(side, index) ?? "");
    return { keyAt, inferredIndex, inferredAt: (side: DataSide, index: number) => inferred(side)[inferredIndex(side, index) ?? -1] };
  },
);

/** How each row differs from what was inferred for it, by its key. */
export const changesByRow = derive(
  (state) => [editDifferences(state)],
  (differences) => {
    const byRow = new Map(differences.map((one) => [`${one.side} ${one.key}`, one]));
    return (side: EditSide, key: SpecKey) => byRow.get(`${side} ${key}`);
  },
);

/** Texts of files that a signer's config may name: those in use, dropped modules, and the MLmodel. */
export const signerFiles = derive(
  (state) => [workOf(state).signer.files, state.signers.modules, workOf(state).model?.model.source ?? null],
  (used, modules, source) => new Map([...used, ...modules, ...(source === null ? [] : [[MLMODEL, source] as const])]),
);

let lastChecked: ModelSignature | null = null;

/** The signature that data is checked against: each part is the same object for as long as it writes the same JSON. */
export function checkedSignature(state: PageState): ModelSignature | null {
  lastChecked = stableSignature(signatureOf(state), lastChecked);
  return lastChecked;
}

/** Whether the page has no file, params or model, and nothing was opened: there is no table, nor will there be one soon. */
export const hasNothing: Selector<boolean> = derive(
  (state) => [state.readings, workOf(state), state.modelError, shownResult(state)],
  (readings, work, modelError, result) => {
    const isEmpty = (side: DataSide) => work[side] === null || (readings[side].last === null && readings[side].pending?.isShown !== true);
    const hasModel = work.model !== null || modelError !== null || result !== null;
    return DATA_SIDES.every(isEmpty) && work.params === "" && !hasModel;
  },
);

/** Whether the page is as it begins: it has nothing, and nothing to check. */
export const isBare: Selector<boolean> = derive(
  (state) => [hasNothing(state), state.check.isOpen],
  (isEmpty, isChecking) => isEmpty && !isChecking,
);

/** Whether the page was given anything for the worker to read. */
export const wasGiven = (state: PageState): boolean =>
  DATA_SIDES.some((side) => workOf(state)[side] !== null) || state.check.rows.length > 0;

/** Files that were told apart by their columns, while they are on the sides that this gave them. */
export const tellingPair: Selector<FilePair | null> = derive(
  (state) => [state.view.pair, workOf(state)],
  (pair, { inputs, outputs }) => {
    const areThere = pair !== null && inputs?.files[0]?.name === pair.inputs && outputs?.files[0]?.name === pair.outputs;
    return areThere ? pair : null;
  },
);
