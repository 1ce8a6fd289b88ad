import type { ReactNode } from "react";
import { nameInFile } from "../../../core/python/preprocessing.ts";
import { Refusal } from "../../shared/Refusal.tsx";
import { useActions, useGrid, useProfiles, useSelector } from "../../shared/use-page.ts";
import { shownState } from "../../store/selectors/selectors.ts";
import type { GridGoal } from "../../store/state/grid-state.ts";
import { CastField } from "./CastField.tsx";
import { DetailPanel, type DetailPanelProps } from "./DetailPanel.tsx";
import { EditPanel } from "./EditPanel.tsx";

/** The selected column: its problem, why it has its type, its values, and what can be changed. */
export function Column({
  problems,
  notes,
  comments,
  unread,
}: Pick<DetailPanelProps, "problems" | "notes" | "unread"> & { readonly comments: ReactNode }) {
  const state = useSelector(shownState);
  const actions = useActions();
  const profiles = useProfiles();
  const grid = useGrid();
  const { selection, sides } = state;
  const readOf = (side: "inputs" | "outputs") => {
    const current = sides[side];
    return current.phase === "ready" ? current : undefined;
  };
  const showRow = (goal: GridGoal) => {
    // The file's rows have the names that the file has.
    const { column } = goal;
    grid.show(column === undefined ? goal : { ...goal, column: nameInFile(readOf(goal.side)?.preprocessing.rename, column) });
    // On a narrow screen the rows are where the tables are.
    actions.showPane("signature");
  };
  const hasRows = selection !== null && readOf(selection.side)?.summary.hasRows === true;
  return (
    <DetailPanel
      state={state}
      actions={actions}
      profiles={profiles}
      onShowRow={hasRows ? showRow : undefined}
      problems={problems}
      notes={notes}
      unread={unread}
    >
      {selection !== null && (
        <>
          <EditPanel selection={selection}>
            <CastField state={state} actions={actions} selection={selection} />
            <Refusal />
          </EditPanel>
          {comments}
        </>
      )}
    </DetailPanel>
  );
}
