import { useState } from "react";
import { declaredDtypes } from "../../../core/edit/declared-dtypes.ts";
import { errorToData, renderText } from "../../../core/errors.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import { useEdits } from "../../shared/use-page.ts";
import type { Actions } from "../../store/page-actions.ts";
import { castingOf, withoutCast } from "../../store/selectors/casting.ts";
import type { Selection, SideState, State } from "../../store/state/shown-state.ts";
import { columnName, count } from "../../store/text/format.ts";
import "../../table/edit.css";

/** The dtypes that are offered; any other can be pasted. */
const DTYPES = [
  ...["float64", "float32", "int64", "int32", "int16", "int8", "uint8", "bool"],
  ...["str", "category", "datetime64[ns]", "Int64", "Int32", "Float64", "boolean", "string"],
];

type Ready = SideState & { readonly phase: "ready" };

/** Casts columns, reading again only where that cannot be told from what was counted; gives the columns that the table has not. */
function useCast(actions: Actions): (side: DataSide, current: Ready, casts: ReadonlyMap<string, string>) => readonly string[] {
  const inferred = useEdits()?.inferred;
  return (side, current, casts) => {
    const { asked, handing, summary } = current;
    const casting = castingOf(casts, { specs: inferred?.sides[side]?.specs ?? [], format: summary.format, asked, handing });
    if (casting.options === null) actions.hand(side, casting.handing);
    else actions.readAgain(side, casting.options, casting.handing);
    return casting.absent;
  };
}

/** A cast of the selected rows before anything is inferred, as the pipeline casts them. */
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
  const { astype } = current.handing;
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
              ? actions.hand(side, withoutCast(current.handing, report.name))
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

/** Dtypes of many columns at once, pasted as the pipeline has them: a dict, or a pandera schema, which is parsed and never run. */
export function DeclareDtypes({ side, current, actions }: { readonly side: DataSide; readonly current: Ready; readonly actions: Actions }) {
  const [source, setSource] = useState("");
  const [said, setSaid] = useState<{ readonly isRefusal: boolean; readonly text: string } | null>(null);
  const cast = useCast(actions);
  const apply = () => {
    try {
      const { columns, left } = declaredDtypes(source);
      const absent = cast(side, current, columns);
      const parts = [
        `${count(columns.size - absent.length)} ${columns.size - absent.length === 1 ? "column is" : "columns are"} cast.`,
        absent.length === 0 ? "" : `Not in this file: ${absent.join(", ")}.`,
        left.length === 0 ? "" : `No dtype that pandas knows: ${left.join(", ")}.`,
      ];
      setSaid({ isRefusal: false, text: parts.join(" ") });
    } catch (error) {
      const { message, remedy } = errorToData(error);
      setSaid({ isRefusal: true, text: `${renderText(message)} ${remedy ?? ""}` });
    }
  };
  return (
    <form
      className="declare-dtypes"
      aria-label={`Declared dtypes of ${side}`}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <label>
        Declared dtypes: what your pipeline casts to before it signs, as a dict or a pandera schema
        <textarea
          aria-label={`Dtypes of ${side}`}
          rows={3}
          spellCheck={false}
          value={source}
          placeholder={"{'season': 'uint8', 'temp': 'float32'}   or   class InputsSchema(pa.DataFrameModel): …"}
          onChange={(event) => setSource(event.target.value)}
        />
      </label>
      <button type="submit" className="small" disabled={source.trim() === ""}>
        Cast
      </button>{" "}
      {said !== null && (
        <span role="status" className={said.isRefusal ? "failure" : "quiet"}>
          {said.text}
        </span>
      )}
    </form>
  );
}
