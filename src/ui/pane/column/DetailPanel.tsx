import type { ReactNode } from "react";
import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import { isFallbackCause } from "../../../core/problems/fallback-kinds.ts";
import { hasReason } from "../../../core/review/reason.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import { Message } from "../../kit/Message.tsx";
import { useEdits, useSharing } from "../../shared/use-page.ts";
import type { Actions, Profiling } from "../../store/page-actions.ts";
import type { GridGoal } from "../../store/state/grid-state.ts";
import type { State } from "../../store/state/shown-state.ts";
import { columnName } from "../../store/text/format.ts";
import { ProfileSection } from "./ProfileSection.tsx";
import { SourceFacts } from "./SourceFacts.tsx";
import { TypeTree } from "./TypeTree.tsx";
import { WhySteps } from "./WhySteps.tsx";
import "./detail.css";

/** Fixes for only this column, if it makes MLflow fall back. */
function OwnFixes({ state, actions, report }: { readonly state: State; readonly actions: Actions; readonly report: SpecReport }) {
  const side = state.selection?.side;
  const current = side === undefined ? undefined : state.sides[side];
  const fixes =
    state.result?.problems.find(
      (problem) => problem.side === side && isFallbackCause(problem) && problem.columns.includes(report.name ?? null),
    )?.fixes ?? [];
  if (side === undefined || current?.phase !== "ready" || report.offence === undefined || report.name === undefined) return null;
  const { name } = report;
  return (
    <p className="own-fixes">
      {fixes.map((fix) =>
        fix.kind === "astype" || fix.kind === "drop" ? (
          <button
            key={fix.label}
            type="button"
            className="small"
            title={fix.consequence}
            onClick={() => actions.applyFixes([{ side, fix: { ...fix, columns: [name] } }])}
          >
            {fix.label}: this column
          </button>
        ) : null,
      )}
    </p>
  );
}

export interface DetailPanelProps {
  readonly state: State;
  readonly actions: Actions;
  /** Absent where no profile is made. */
  readonly profiles?: Readonly<Record<DataSide, Profiling>>;
  /** Opens the file's rows; absent where they are not available. */
  readonly onShowRow?: ((goal: GridGoal) => void) | undefined;
  /** What is wrong with the selected column, with its fixes. */
  readonly problems?: ReactNode;
  /** What is worth knowing about it. */
  readonly notes?: ReactNode;
  /** What is said if no file was read. */
  readonly unread?: ReactNode;
  /** What other parts of the page add to the selected column: its edits, its comments. */
  readonly children?: ReactNode;
}

/** Why the selected column has its type, with the row and value that decided each step, and then its values. */
export function DetailPanel({ state, actions, profiles, onShowRow, problems, notes, unread, children }: DetailPanelProps) {
  const { selection, result } = state;
  const edits = useEdits();
  const report = selection === null ? undefined : result?.sides[selection.side]?.specs[selection.index];
  const changed = useSharing()?.changed;
  const gone = selection === null || report !== undefined ? undefined : changed?.marksOf({ ...selection, path: [] })[0];
  if (selection === null || report === undefined) {
    return (
      <aside className="why" aria-label="Why this type">
        <h2>Why</h2>
        {gone !== undefined && <p>{gone.label}</p>}
        <p className="quiet">
          Choose a column to see why it has its type: the row and the cell that decided it. Arrow keys walk, / finds, ? lists the keys.
        </p>
      </aside>
    );
  }
  const { side, index, path = [] } = selection;
  const name = columnName(report.name);
  const key = edits?.edited[side].rows[index]?.key;
  const changes = key === undefined ? undefined : edits?.changesOf(side, key)?.changes;
  const declared = changes?.find(({ aspect }) => aspect === "type");
  const reasons = edits === null ? report : edits.inferredAt(side, index);
  return (
    <aside className="why" aria-label="Why this type">
      <div className="schema-head">
        <h2>
          Why <code>{[name, ...path].join(" › ")}</code>
        </h2>
        <button type="button" className="small" onClick={() => actions.select(null)}>
          Close
        </button>
      </div>
      {problems}
      {/* The reasons are those of what was inferred, whatever was edited since. */}
      {reasons === undefined ? (
        <p className="quiet">It was added by hand.</p>
      ) : (
        <>
          {declared !== undefined && (
            <p className="declared">
              Declared <code>{declared.to}</code> by hand. The data gives <code>{declared.from}</code>:
            </p>
          )}
          {hasReason(reasons) && (
            <WhySteps report={reasons} onShowRow={onShowRow && ((row) => onShowRow({ side, row, column: reasons.name ?? null }))} />
          )}
          {(!hasReason(reasons) || reasons.reason !== undefined) && unread}
        </>
      )}
      {report.offence !== undefined && (
        <p className="failure">
          <Message text={report.offence.message} />
        </p>
      )}
      <OwnFixes state={state} actions={actions} report={report} />
      {notes}
      {(edits === null || edits.isReadOnly) && report.spec?.kind === "column" && <TypeTree type={report.spec.type} />}
      {profiles !== undefined && <ProfileSection name={name} index={index} profiling={profiles[side]} />}
      {children}
      {report.source !== undefined && <SourceFacts source={report.source} declaredBy={report.declaredBy} />}
    </aside>
  );
}
