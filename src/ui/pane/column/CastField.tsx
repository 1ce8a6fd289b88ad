import { useCast } from "../../shared/use-cast.ts";
import { useEdits } from "../../shared/use-page.ts";
import type { Actions } from "../../store/page-actions.ts";
import { withoutCast } from "../../store/selectors/casting.ts";
import type { Selection, State } from "../../store/state/shown-state.ts";
import { columnName, count } from "../../store/text/format.ts";

/** The offered dtypes; others can be pasted. */
const DTYPES = [
  ...["float64", "float32", "int64", "int32", "int16", "int8", "uint8", "bool"],
  ...["str", "category", "datetime64[ns]", "Int64", "Int32", "Float64", "boolean", "string"],
];

/** Casts the selected rows with `astype` before the signature is inferred. */
export function CastField({
  state,
  actions,
  selection,
}: {
  readonly state: State;
  readonly actions: Actions;
  readonly selection: Selection;
}) {
  const edits = useEdits();
  const cast = useCast(actions);
  const { side, index } = selection;
  const current = state.sides[side];
  const report = edits?.inferredAt(side, index);
  if (edits === null || report === undefined || current.phase !== "ready" || current.summary.datasetKind !== "table") return null;
  const name = columnName(report.name);
  const { astype } = current.preprocessing;
  const inForce = typeof astype === "string" ? astype : astype?.get(name);
  const chosen = edits.edited[side].rows.flatMap(({ key }, at) =>
    edits.chosen[side].has(key) ? [columnName(edits.inferredAt(side, at)?.name)] : [],
  );
  const columns = chosen.length > 1 && chosen.includes(name) ? chosen : [name];
  return (
    <div className="edit-fields cast-field">
      <span title="DataFrame.astype, before the signature is inferred">cast</span>
      <span className="part-fields">
        <select
          aria-label={`Cast of ${name}`}
          className="small"
          value={inForce ?? ""}
          onChange={(event) =>
            event.target.value === ""
              ? actions.preprocess(side, withoutCast(current.preprocessing, report.name))
              : cast(side, current, new Map(columns.map((column) => [column, event.target.value])))
          }
        >
          <option value="">as read ({report.dtype})</option>
          {inForce !== undefined && !DTYPES.includes(inForce) && <option>{inForce}</option>}
          {DTYPES.map((dtype) => (
            <option key={dtype}>{dtype}</option>
          ))}
        </select>
        {columns.length > 1 && <span className="quiet">{count(columns.length)} columns</span>}
      </span>
    </div>
  );
}
