import { useMemo, useState } from "react";
import type { DataSide } from "../../worker/protocol.ts";
import { Splitter } from "../kit/Split.tsx";
import { FormChoice } from "../shared/FormChoice.tsx";
import { useActions, useGrid, useProfiles, useSelector, useSharing } from "../shared/use-page.ts";
import { examplesOf } from "../store/selectors/examples.ts";
import { ownRefusals } from "../store/selectors/own-refusals.ts";
import { shownState } from "../store/selectors/selectors.ts";
import { versionMarks } from "../store/selectors/versions-view.ts";
import type { MarksOf } from "../store/state/row.ts";
import type { State } from "../store/state/shown-state.ts";
import { answerOf } from "../store/state/side-state.ts";
import { count } from "../store/text/format.ts";
import { FirstRows } from "./FirstRows.tsx";
import { NoTable } from "./NoTable.tsx";
import { ParamsTable } from "./ParamsTable.tsx";
import { problemMarks } from "./problem-marks.ts";
import { ownRefusedMarks, refusedMarks } from "./refused-marks.ts";
import { SchemaTable } from "./SchemaTable.tsx";
import type { TableSlots } from "./table-slots.ts";
import { useEditSlots } from "./use-edit-slots.tsx";
import { useShareMarks } from "./use-share-marks.ts";

const noMarks: MarksOf = () => [];

/** What other parts of the page add to a table's rows, with every mark of each. */
function joinedSlots(slots: TableSlots, marks: readonly MarksOf[], gone: TableSlots["gone"] = []): TableSlots {
  return { ...slots, gone, marksOf: (place) => [...marks, slots.marksOf ?? noMarks].flatMap((marksOf) => marksOf(place)) };
}

/** What a side's file gave, also while it is read again, so that no column of the table comes and goes. */
const readOf = ({ sides }: State, side: DataSide) => answerOf(sides[side]) ?? undefined;

/** One side's table with its values, its marks and its rows. */
function SideTable({ side }: { readonly side: DataSide }) {
  const state = useSelector(shownState);
  const actions = useActions();
  const profiling = useProfiles()[side];
  const examples = useSelector(examplesOf[side]);
  const grid = useGrid();
  const edits = useEditSlots(side, actions.select);
  const { result, selection } = state;
  const marks = useMemo(() => (result === null ? noMarks : problemMarks(result)), [result]);
  const shareMarks = useShareMarks();
  const opened = useSelector(({ check }) => (check.isOpen ? check.rows.find(({ key }) => key === check.openedKey) : undefined));
  const own = useSelector(ownRefusals);
  // What is open in the check is marked in place of the data that was signed.
  const refused = useMemo(() => {
    if (result === null) return noMarks;
    return opened?.outcome.phase === "done" ? refusedMarks(opened.name, opened.outcome.checked, result) : ownRefusedMarks(own, result);
  }, [result, opened, own]);
  const comparison = useSelector((page) => page.comparison);
  const versions = useMemo(() => (result === null ? noMarks : versionMarks(comparison, result)), [result, comparison]);
  const gone = useSharing()?.changed?.gone[side];
  const slots = useMemo(
    () => joinedSlots(edits, [refused, marks, versions, shareMarks], gone),
    [edits, refused, marks, versions, shareMarks, gone],
  );
  const shown = result?.sides[side];
  if (shown === undefined) return null;
  const read = readOf(state, side);
  const hasRows = read?.summary.hasRows === true;
  return (
    <SchemaTable
      side={side}
      result={shown}
      selection={selection}
      onSelect={actions.select}
      slots={slots}
      profiling={profiling}
      examples={read === undefined ? undefined : examples}
      head={read !== undefined && side === "outputs" && <FormChoice side={side} current={read} actions={actions} />}
      rows={hasRows ? { isOpen: grid.state.goal?.side === side, onToggle: () => grid.toggle(side) } : undefined}
    />
  );
}

/** The file's rows, in a split below the table whose height can be changed. */
function Rows() {
  const grid = useGrid();
  const [height, setHeight] = useState(320);
  const state = useSelector(shownState);
  if (grid.state.goal === null) return null;
  const files = readOf(state, grid.state.goal.side)?.files;
  const fileName = files === undefined ? "" : files.length === 1 ? (files[0]?.name ?? "") : `${count(files.length)} files`;
  return (
    <>
      <Splitter label="Height of the rows" height={height} least={160} most={720} onResize={setHeight} />
      <div className="rows-split" style={{ height }}>
        <FirstRows grid={grid} fileName={fileName} />
      </div>
    </>
  );
}

/** The signature's tables: the inputs fill what there is, outputs and params are docked below, and rows open in a split. */
export function Tables() {
  const { result, shownParam } = useSelector(shownState);
  if (result === null) return <NoTable />;
  const { sides, params } = result;
  return (
    <div className="tables">
      <SideTable side="inputs" />
      <Rows />
      {(sides.outputs !== undefined || params !== undefined) && (
        <div className="dock">
          <SideTable side="outputs" />
          {params !== undefined && <ParamsTable params={params} shown={shownParam} />}
        </div>
      )}
    </div>
  );
}
