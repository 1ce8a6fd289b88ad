import type { Problem, SigningResult } from "../../../core/signers/signer.ts";
import { signingInputs, workOf } from "../selectors/selectors.ts";
import type { SignedAnswer, SigningAction } from "./action.ts";
import { addRecords } from "./add-records.ts";
import { newRecords } from "./new-records.ts";
import { isSameInputs } from "./signing-inputs.ts";
import type { PageState } from "./state.ts";

/** What tells a problem from others, from one signing to the next. */
const identityOf = ({ side, kind, columns, message }: Problem): string => JSON.stringify([side, kind, columns.map(String), message]);

/**
 * Problems that are the same as before keep what was found by trying their fixes until these are tried again, so that their rows do not change
 * twice. They cannot be taken meanwhile.
 */
function withKnownFixes(result: SigningResult, before: readonly Problem[]): SigningResult {
  const known = new Map(before.map((problem) => [identityOf(problem), problem.fixes]));
  return {
    ...result,
    problems: result.problems.map((problem) => ({ ...problem, fixes: known.get(identityOf(problem)) ?? problem.fixes })),
  };
}

function settled(state: PageState, signing: PageState["signing"], time: Date): PageState {
  const log = signing.result === null ? state.log : addRecords(state.log, newRecords(state.signing.result, signing.result), time);
  return { ...state, log, signing };
}

/** The state with the result of signing, if its inputs have not changed since. The log gets what the earlier result did not report. */
export function withSigned(state: PageState, { of, result: signed, error, time }: SignedAnswer): PageState {
  if (!isSameInputs(of, signingInputs(state))) return state;
  const result = signed && withKnownFixes(signed, state.signing.result?.problems ?? []);
  return settled(state, { of, result, error, areFixesTried: false }, time);
}

function withProblems(state: PageState, { of, problems, time }: Extract<SigningAction, { kind: "problems" }>): PageState {
  const { result: before, error } = state.signing;
  if (before === null || !isSameInputs(of, signingInputs(state))) return state;
  return settled(state, { of: state.signing.of, result: { ...before, problems }, error, areFixesTried: true }, time);
}

/** The signature, the model and the signer, changed by what an effect reports. */
export function changeSigning(state: PageState, action: SigningAction): PageState {
  switch (action.kind) {
    case "signed":
      return withSigned(state, action.answer);
    case "problems":
      return withProblems(state, action);
    case "model-refused":
      return { ...state, modelError: action.error };
    case "signer-remembered": {
      const { signer } = action;
      const { past, present, future, typedAt } = state.history;
      const withSigner = (work: typeof present) => (work.signer === present.signer ? { ...work, signer } : work);
      return {
        ...state,
        history: { past: past.map(withSigner), present: { ...workOf(state), signer }, future: future.map(withSigner), typedAt },
      };
    }
    case "remembering":
      return { ...state, signers: { ...state.signers, isRemembered: action.isRemembered } };
    case "module-given":
      return { ...state, signers: { ...state.signers, modules: new Map([...state.signers.modules, [action.name, action.text]]) } };
    case "signer-panel": {
      const id = (state.signers.panel?.id ?? 0) + 1;
      return { ...state, signers: { ...state.signers, panel: action.open ? { id, text: action.text } : null } };
    }
  }
}
