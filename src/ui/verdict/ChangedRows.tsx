import { undoFix } from "../../core/problems/apply-fix.ts";
import type { Fix } from "../../core/signers/signer.ts";
import type { DataSide } from "../../worker/protocol.ts";
import type { Actions } from "../store/page-actions.ts";
import { changesAfterReading, fixPython } from "../store/selectors/applied-fixes.ts";
import type { State } from "../store/state/shown-state.ts";

/** What was renamed, cast, dropped, made optional or converted after reading: one line per change, each with its undo. */
export function ChangedRows({ side, state, actions }: { readonly side: DataSide; readonly state: State; readonly actions: Actions }) {
  const current = state.sides[side];
  if (current.phase !== "ready") return null;
  const { asked: options, preprocessing } = current;
  const undo = (fix: Fix) => actions.preprocess(side, undoFix({ options, preprocessing }, fix).preprocessing);
  return changesAfterReading(preprocessing).map((fix) => (
    <li key={fixPython(fix)} className="bar changed">
      <p>
        <span className="side">{side}:</span> <code>{fixPython(fix)}</code>, after reading; the Python shows it.
      </p>
      <button type="button" className="small" onClick={() => undo(fix)} aria-label={`Undo ${fixPython(fix)}`}>
        Undo
      </button>
    </li>
  ));
}
