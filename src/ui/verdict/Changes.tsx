import type { ReactNode } from "react";
import { DATA_SIDES } from "../../core/mlflow/parts.ts";
import { Menu } from "../kit/Menu.tsx";
import { useActions, useEdits, useSelector } from "../shared/use-page.ts";
import { changesAfterReading } from "../store/selectors/applied-fixes.ts";
import { derive } from "../store/selectors/derive.ts";
import { editDifferences, shownState, workOf } from "../store/selectors/selectors.ts";
import { isCurrent } from "../store/state/chosen-environment.ts";
import { isDefault } from "../store/state/chosen-signer.ts";
import { answerOf } from "../store/state/side-state.ts";
import { count } from "../store/text/format.ts";
import { AppliedBar } from "./AppliedBar.tsx";
import { ChangedRows } from "./ChangedRows.tsx";
import { EditsBar } from "./EditsBar.tsx";

/** How many changes there are from what MLflow would infer for the files as they are. */
const changeCount = derive(
  (state) => [shownState(state).sides, editDifferences(state), workOf(state).signer, workOf(state).environment],
  (sides, differences, signer, environment) => {
    const ofSides = DATA_SIDES.flatMap((side) => answerOf(sides[side]) ?? []).reduce(
      (sum, { summary, asked, preprocessing }) => sum + summary.applied.length + asked.size + changesAfterReading(preprocessing).length,
      0,
    );
    return ofSides + differences.length + (isDefault(signer) ? 0 : 1) + (isCurrent(environment) ? 0 : 1);
  },
);

/** Everything that was changed: what was applied automatically, reader options, casts, fixes, edits and the signer, each with its undo; `signer` shows who signs, if it is not MLflow's own inference, and `versions` as which versions, if they are not the current ones. */
export function Changes({ signer, versions }: { readonly signer: ReactNode; readonly versions: ReactNode }) {
  const state = useSelector(shownState);
  const number = useSelector(changeCount);
  const actions = useActions();
  const edits = useEdits();
  return (
    <div className="verdict-changes">
      <Menu
        className="link"
        align="end"
        label={
          <>
            {count(number)} {number === 1 ? "change" : "changes"} <span aria-hidden="true">▾</span>
          </>
        }
      >
        <section aria-label="Changes" className="change-list">
          {number === 0 && <p className="quiet">Nothing was changed: the files are read as pandas reads them.</p>}
          {DATA_SIDES.map((side) => (
            <AppliedBar key={side} side={side} state={state.sides[side]} actions={actions} />
          ))}
          <ul>
            {DATA_SIDES.map((side) => (
              <ChangedRows key={side} side={side} state={state} actions={actions} />
            ))}
          </ul>
          {signer}
          {versions}
          <EditsBar />
        </section>
      </Menu>
      {edits !== null && !edits.isReadOnly && (
        <>
          <button type="button" className="link" disabled={!edits.canUndo} aria-keyshortcuts="Control+Z" onClick={edits.undo}>
            Undo
          </button>
          {edits.canRedo && (
            <button type="button" className="link" aria-keyshortcuts="Control+Shift+Z" onClick={edits.redo}>
              Redo
            </button>
          )}
        </>
      )}
    </div>
  );
}
