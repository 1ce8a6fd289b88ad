import { useMemo } from "react";
import { nameInFile } from "../../core/python/handing.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { DetailPanel } from "../detail/DetailPanel.tsx";
import { CastField } from "../edit/CastFields.tsx";
import { EditPanel } from "../edit/EditPanel.tsx";
import { useEditSlots } from "../edit/use-edit-slots.tsx";
import { FirstRows } from "../grid/FirstRows.tsx";
import type { GridGoal } from "../grid/grid-state.ts";
import { NotesPanel } from "../share/NotesPanel.tsx";
import { useShareMarks } from "../share/use-share-marks.ts";
import { columnName, count } from "../state/format.ts";
import type { Pane, State } from "../state/state.ts";
import type { Actions } from "../store/page-actions.ts";
import { KeysHelp } from "../table/KeysHelp.tsx";
import { problemMarks } from "../table/problem-marks.ts";
import type { MarksOf } from "../table/row.ts";
import { SchemaTable } from "../table/SchemaTable.tsx";
import type { TableSlots } from "../table/table-slots.ts";
import { useGrid, useHandOn, useProfiles } from "../use-page.ts";
import { ParamsTable } from "./ParamsTable.tsx";

const PANES: readonly { readonly pane: Pane; readonly label: string }[] = [
  { pane: "signature", label: "Signature" },
  { pane: "why", label: "Why" },
];

const noMarks: MarksOf = () => [];

/** What other parts of the page add to a table's rows, with every mark of each. */
function joinedSlots(slots: TableSlots, marks: readonly MarksOf[], gone: TableSlots["gone"] = []): TableSlots {
  return { ...slots, gone, marksOf: (place) => [...marks, slots.marksOf ?? noMarks].flatMap((marksOf) => marksOf(place)) };
}

function readOf({ sides }: State, side: DataSide) {
  const current = sides[side];
  return current.phase === "ready" ? current : undefined;
}

/** The signature's tables with the reasons beside them: the inputs scroll by themselves, outputs and params stay in sight. */
export function Review({ state, actions }: { readonly state: State; readonly actions: Actions }) {
  const { result, pane, selection } = state;
  const profiles = useProfiles();
  const grid = useGrid();
  // What other parts of the page add to the tables' rows is joined here.
  const inputsEdits = useEditSlots("inputs", actions.select);
  const outputsEdits = useEditSlots("outputs", actions.select);
  const marks = useMemo(() => (result === null ? () => [] : problemMarks(result)), [result]);
  const shareMarks = useShareMarks();
  const gone = useHandOn()?.changed?.gone;
  const inputsSlots = useMemo(
    () => joinedSlots(inputsEdits, [marks, shareMarks], gone?.inputs),
    [inputsEdits, marks, shareMarks, gone?.inputs],
  );
  const outputsSlots = useMemo(
    () => joinedSlots(outputsEdits, [marks, shareMarks], gone?.outputs),
    [outputsEdits, marks, shareMarks, gone?.outputs],
  );
  const showRow = (goal: GridGoal) => {
    // The file's rows stand under the names that the file has.
    const { column } = goal;
    grid.show(column === undefined ? goal : { ...goal, column: nameInFile(readOf(state, goal.side)?.handing.rename, column) });
    // On a narrow screen the rows stand where the tables do.
    actions.showPane("signature");
  };
  if (result === null) return null;
  const { sides, params } = result;
  const hasRows = (side: DataSide | undefined) => side !== undefined && readOf(state, side)?.summary.hasRows === true;
  const rowsOf = (side: DataSide) =>
    hasRows(side) ? { isOpen: grid.state.goal?.side === side, onToggle: () => grid.toggle(side) } : undefined;
  const shownFile = grid.state.goal === null ? undefined : readOf(state, grid.state.goal.side)?.files;
  const fileName = shownFile === undefined ? "" : shownFile.length === 1 ? (shownFile[0]?.name ?? "") : `${count(shownFile.length)} files`;
  const table = (side: DataSide, slots: TableSlots) => {
    const shown = sides[side];
    if (shown === undefined) return null;
    const { [side]: profiling } = profiles;
    return (
      <SchemaTable
        side={side}
        result={shown}
        selection={selection}
        onSelect={actions.select}
        slots={slots}
        profiling={profiling}
        rows={rowsOf(side)}
      />
    );
  };
  return (
    <div className="review" data-pane={pane}>
      <div className="panes">
        {PANES.map(({ pane: one, label }) => (
          <button key={one} type="button" className="small" aria-pressed={pane === one} onClick={() => actions.showPane(one)}>
            {label}
          </button>
        ))}
      </div>
      <div className="tables">
        {table("inputs", inputsSlots)}
        {(sides.outputs !== undefined || params !== undefined) && (
          <div className="beside">
            {table("outputs", outputsSlots)}
            {params !== undefined && <ParamsTable params={params} shown={state.shownParam} />}
          </div>
        )}
        <FirstRows grid={grid} fileName={fileName} />
      </div>
      <DetailPanel state={state} actions={actions} profiles={profiles} onShowRow={hasRows(selection?.side) ? showRow : undefined}>
        {selection !== null && (
          <>
            <EditPanel selection={selection}>
              <CastField state={state} actions={actions} selection={selection} />
            </EditPanel>
            <NotesPanel selection={selection} name={columnName(result.sides[selection.side]?.specs[selection.index]?.name)} />
          </>
        )}
      </DetailPanel>
      <KeysHelp {...(inputsSlots.keys === undefined ? {} : { keys: inputsSlots.keys })} />
    </div>
  );
}
