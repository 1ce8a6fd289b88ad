import { useEffect, useRef } from "react";
import { nameInFile } from "../../core/python/handing.ts";
import { Message } from "../kit/Message.tsx";
import { NotesPanel } from "../share/NotesPanel.tsx";
import { ChangedBar, ReviewBar } from "../share/ReviewBar.tsx";
import { useActions, useGrid, usePage, useProfiles, useSelector, useSignerControls } from "../shared/use-page.ts";
import { SignerBar } from "../signer/SignerBar.tsx";
import { derive } from "../store/selectors/derive.ts";
import { problemCounts } from "../store/selectors/problem-counts.ts";
import { shownState } from "../store/selectors/selectors.ts";
import type { GridGoal } from "../store/state/grid-state.ts";
import type { State } from "../store/state/shown-state.ts";
import { columnName, count } from "../store/text/format.ts";
import { Refusal } from "../table/EditTools.tsx";
import { CastField } from "./column/CastFields.tsx";
import { DetailPanel } from "./column/DetailPanel.tsx";
import { EditPanel } from "./column/EditPanel.tsx";
import { DropQuestion } from "./review/DropQuestion.tsx";
import { ColumnProblems, ProblemsPanel } from "./review/ProblemsPanel.tsx";
import { SafeFixes } from "./review/SafeFixes.tsx";
import { TargetsQuestion } from "./review/TargetsQuestion.tsx";

/** How many things wait for a decision; notes do not. */
function reviewCount(state: State, isAsked: boolean): number {
  const { errors, warnings } = problemCounts(state);
  return errors + warnings + (state.targetsQuestion === null ? 0 : 1) + (isAsked ? 1 : 0);
}

/** What was given as a model or as params and cannot be read as that. */
function NotRead({ state: { modelError, params } }: { readonly state: State }) {
  return (
    <>
      {modelError !== null && (
        <div role="alert" className="bar stops">
          <p>
            <strong>Model</strong>: <Message text={modelError.message} /> {modelError.remedy}
          </p>
        </div>
      )}
      {params.error !== null && (
        <div className="bar stops">
          <p>
            <strong>Params</strong>: <Message text={params.error.message} /> {params.error.remedy}
          </p>
        </div>
      )}
    </>
  );
}

/** Everything that waits for a decision: questions, problems with their fixes, and what differs from a review. */
function ToReview() {
  const state = useSelector(shownState);
  const asked = useSelector(({ view }) => view.dropQuestion);
  const { answerDrop } = usePage();
  const actions = useActions();
  const signers = useSignerControls();
  const isDone = state.result !== null && (state.result.problems?.length ?? 0) === 0 && reviewCount(state, asked !== null) === 0;
  return (
    <div className="findings">
      {isDone && <p className="quiet">Nothing to review.</p>}
      {asked !== null && <DropQuestion files={asked} state={state} onAnswer={answerDrop} />}
      {state.signError !== null && <SignerBar state={state} controls={signers} />}
      {state.targetsQuestion !== null && (
        <TargetsQuestion name={state.targetsQuestion} onPredictions={actions.answerTargets} onRemove={() => actions.remove("outputs")} />
      )}
      <NotRead state={state} />
      <ProblemsPanel state={state} actions={actions} />
      <ReviewBar />
      <ChangedBar />
      <Refusal />
    </div>
  );
}

/** The selected column: its problem, why it has its type, its values, and what can be changed. */
function Column() {
  const state = useSelector(shownState);
  const actions = useActions();
  const profiles = useProfiles();
  const grid = useGrid();
  const { selection, result, sides } = state;
  const readOf = (side: "inputs" | "outputs") => {
    const current = sides[side];
    return current.phase === "ready" ? current : undefined;
  };
  const showRow = (goal: GridGoal) => {
    // The file's rows have the names that the file has.
    const { column } = goal;
    grid.show(column === undefined ? goal : { ...goal, column: nameInFile(readOf(goal.side)?.handing.rename, column) });
    // On a narrow screen the rows are where the tables are.
    actions.showPane("signature");
  };
  const name = selection === null ? undefined : (result?.sides[selection.side]?.specs[selection.index]?.name ?? null);
  const hasRows = selection !== null && readOf(selection.side)?.summary.hasRows === true;
  return (
    <DetailPanel
      state={state}
      actions={actions}
      profiles={profiles}
      onShowRow={hasRows ? showRow : undefined}
      problems={
        selection !== null && name !== undefined && <ColumnProblems side={selection.side} name={name} state={state} actions={actions} />
      }
    >
      {selection !== null && (
        <>
          <EditPanel selection={selection}>
            <CastField state={state} actions={actions} selection={selection} />
            <Refusal />
          </EditPanel>
          <NotesPanel selection={selection} name={columnName(result?.sides[selection.side]?.specs[selection.index]?.name)} />
        </>
      )}
    </DetailPanel>
  );
}

const paneView = derive(
  ({ view }) => [view.tab, view.dropQuestion],
  (tab, asked) => ({ tab, isAsked: asked !== null }),
);

/** The right pane: everything to review, or the selected column. */
export function Pane() {
  const state = useSelector(shownState);
  const { tab, isAsked } = useSelector(paneView);
  const { dispatch } = usePage();
  const number = reviewCount(state, isAsked);
  const body = useRef<HTMLDivElement>(null);
  const { selection } = state;
  const key = selection === null ? "" : `${selection.side} ${selection.index}`;
  // Another column begins at its top.
  useEffect(() => {
    if (key !== "" && body.current !== null) body.current.scrollTop = 0;
  }, [key]);
  const name = selection === null ? "Column" : columnName(state.result?.sides[selection.side]?.specs[selection.index]?.name);
  return (
    <section className="pane" aria-label="Details">
      <div className="tabs">
        <div role="tablist" aria-label="Details">
          <button type="button" role="tab" aria-selected={tab === "review"} onClick={() => dispatch({ kind: "tab", tab: "review" })}>
            To review {count(number)}
          </button>
          <button
            type="button"
            role="tab"
            aria-selected={tab === "column"}
            title={name}
            onClick={() => dispatch({ kind: "tab", tab: "column" })}
          >
            {name}
          </button>
        </div>
        {tab === "review" && <SafeFixes />}
      </div>
      <div ref={body} className="pane-body" role="tabpanel" aria-label={tab === "review" ? "To review" : "Column"}>
        {tab === "review" ? <ToReview /> : <Column />}
      </div>
    </section>
  );
}
