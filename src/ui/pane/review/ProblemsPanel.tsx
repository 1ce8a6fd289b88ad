import { Fragment, type ReactNode, useMemo } from "react";
import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import { failureFixes } from "../../../core/problems/read-failure.ts";
import type { ColumnName } from "../../../core/python/value.ts";
import type { Fix, Problem, Severity, Side } from "../../../core/signers/signer.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import { Message } from "../../kit/Message.tsx";
import { useActions, useSelector } from "../../shared/use-page.ts";
import type { Actions } from "../../store/page-actions.ts";
import { safeFixByProblem } from "../../store/selectors/safe-fixes.ts";
import { shownState } from "../../store/selectors/selectors.ts";
import type { State } from "../../store/state/shown-state.ts";
import { columnName, count } from "../../store/text/format.ts";
import { EncodingQuestion } from "./EncodingQuestion.tsx";
import { aboutNotes } from "./note-words.ts";
import { FixLine, ProblemRow, SideLabel } from "./ProblemRow.tsx";
import { useFocusAfterFix } from "./use-focus-after-fix.ts";
import "./problems.css";

const GROUPS: readonly (readonly [Severity, (number: number) => string])[] = [
  ["stops", (number) => (number === 1 ? "1 stop: it would fail" : `${count(number)} stops: it would fail`)],
  ["warns", (number) => (number === 1 ? "1 warning: it may fail" : `${count(number)} warnings: it may fail`)],
  ["notes", (number) => (number === 1 ? "1 note" : `${count(number)} notes`)],
];

interface Shared {
  readonly state: State;
  readonly actions: Actions;
}

/** A file that could not be read, with what can be done. */
function FailedRow({ side, state, actions, onTaken }: { readonly side: DataSide; readonly onTaken: () => void } & Shared) {
  const current = state.sides[side];
  if (current.phase !== "failed") return null;
  const take = (fix: Fix) => {
    onTaken();
    actions.applyFixes([{ side, fix }]);
  };
  return (
    <li className="bar stops problem">
      <span className="problem-text" role="alert">
        <SideLabel side={side} />
        {current.files.map(({ name }) => name).join(", ")}: <Message text={current.error.message} /> {current.error.remedy}
      </span>
      {current.error.encodings === undefined ? (
        <ul className="fixes">
          {current.error.tag === "Aborted" && (
            <li>
              <button type="button" className="small" onClick={() => actions.readAgain(side, current.settings.options)}>
                Read again
              </button>
            </li>
          )}
          {failureFixes(current.error).map((fix) => (
            <FixLine key={fix.label} fix={fix} chosen={null} isBusy={false} onTake={() => take(fix)} />
          ))}
        </ul>
      ) : (
        <EncodingQuestion
          choices={current.error.encodings}
          onChoose={(encoding) => actions.readAgain(side, new Map([...current.settings.options, ["encoding", encoding]]))}
        />
      )}
    </li>
  );
}

const keyOf = ({ side, kind, columns }: Problem) =>
  `${side} ${kind} ${columns
    .slice(0, 3)
    .map((name) => columnName(name ?? undefined))
    .join()} ${columns.length}`;

/** Where each column is in its table, so that a problem's columns can be selected there. */
function usePlaces({ result }: State): (side: Side, name: ColumnName) => number | undefined {
  return useMemo(() => {
    const places = new Map<string, Map<ColumnName, number>>();
    for (const side of DATA_SIDES)
      places.set(side, new Map((result?.sides[side]?.specs ?? []).map(({ name }, index) => [name ?? null, index])));
    return (side, name) => places.get(side)?.get(name);
  }, [result]);
}

/** All problems by weight, with one line per cause: what is wrong, in which columns, and the fixes with their results. */
export function ProblemsPanel({ state, actions, warned }: Shared & { readonly warned?: ReactNode }) {
  const placeOf = usePlaces(state);
  const problems = state.result?.problems ?? [];
  const failed = DATA_SIDES.filter((side) => state.sides[side].phase === "failed");
  const isBusy = (side: Side) => state.isSigning || !state.areFixesTried || (side !== "params" && state.sides[side].phase !== "ready");
  const onTaken = useFocusAfterFix(state);
  const safe = useSelector(safeFixByProblem);
  const take = (side: Side) => (fix: Fix) => {
    if (side === "params") return;
    onTaken();
    actions.applyFixes([{ side, fix }]);
  };
  const select = (side: Side) => (name: ColumnName) => {
    const index = placeOf(side, name);
    if (side !== "params" && index !== undefined) actions.point({ side, index });
  };
  return (
    <section aria-label="Problems" className="problems">
      {GROUPS.map(([severity, title]) => {
        const group = problems.filter((problem) => problem.severity === severity);
        const number = group.length + (severity === "stops" ? failed.length : 0);
        if (number === 0) return severity === "warns" ? <Fragment key={severity}>{warned}</Fragment> : null;
        const rows = (
          <ul key={severity} aria-label={title(number)}>
            {severity === "stops" &&
              failed.map((side) => <FailedRow key={side} side={side} state={state} actions={actions} onTaken={onTaken} />)}
            {group.map((problem) => (
              <ProblemRow
                key={keyOf(problem)}
                problem={problem}
                safeFix={safe.get(problem)?.fix ?? null}
                isBusy={isBusy(problem.side)}
                areTried={state.areFixesTried}
                onFix={take(problem.side)}
                onSelect={select(problem.side)}
              />
            ))}
          </ul>
        );
        // Half of all files have notes: they are folded behind their number, to leave room for the table.
        return severity === "notes" ? (
          <details key={severity} className="notes-group">
            <summary>
              {title(number)}
              <span className="quiet">: {aboutNotes(group)}</span>
            </summary>
            {rows}
          </details>
        ) : (
          <Fragment key={severity}>
            {rows}
            {severity === "warns" && warned}
          </Fragment>
        );
      })}
    </section>
  );
}

/**
 * The problems of the selected column, with their fixes in full; or its notes, in brief: half of all columns have one, and why a column has its
 * type matters more.
 */
export function ColumnProblems({ areNotes = false }: { readonly areNotes?: boolean }) {
  const state = useSelector(shownState);
  const actions = useActions();
  const onTaken = useFocusAfterFix(state);
  const safe = useSelector(safeFixByProblem);
  const spec = state.selection === null ? undefined : state.result?.sides[state.selection.side]?.specs[state.selection.index];
  if (state.selection === null || spec === undefined) return null;
  const { side } = state.selection;
  const name = spec.name ?? null;
  const problems = (state.result?.problems ?? []).filter(
    (problem) => problem.side === side && (problem.severity === "notes") === areNotes && problem.columns.includes(name),
  );
  if (problems.length === 0) return null;
  // The column's own cells, not those of the first of the problem's columns.
  const ownMessage = ({ alone, message }: Problem) => alone?.find(({ column }) => column === name)?.message ?? message;
  const isBusy = state.isSigning || !state.areFixesTried || state.sides[side].phase !== "ready";
  const placeOf = (column: ColumnName) => state.result?.sides[side]?.specs.findIndex((spec) => (spec.name ?? null) === column) ?? -1;
  return (
    <ul className="problems own-problems" aria-label={areNotes ? "Notes on the column" : "Problems of the column"}>
      {problems.map((problem) => (
        <ProblemRow
          key={keyOf(problem)}
          problem={problem}
          message={ownMessage(problem)}
          isFull={!areNotes}
          safeFix={safe.get(problem)?.fix ?? null}
          isBusy={isBusy}
          areTried={state.areFixesTried}
          onFix={(fix) => {
            onTaken();
            actions.applyFixes([{ side, fix }]);
          }}
          onSelect={(column) => {
            const index = placeOf(column);
            if (index >= 0) actions.select({ side, index });
          }}
        />
      ))}
    </ul>
  );
}
