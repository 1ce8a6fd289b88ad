import { useState } from "react";
import { declaredDtypes } from "../../core/edit/declared-dtypes.ts";
import { errorToData, renderText } from "../../core/errors.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { useCast } from "../shared/use-cast.ts";
import type { Actions } from "../store/page-actions.ts";
import type { ReadySide } from "../store/state/side-state.ts";
import { count } from "../store/text/format.ts";

/** Dtypes of many columns at once, pasted as the pipeline has them: a dict, or a pandera schema, which is parsed and never run. */
export function DeclareDtypes({
  side,
  current,
  actions,
}: {
  readonly side: DataSide;
  readonly current: ReadySide;
  readonly actions: Actions;
}) {
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
        left.length === 0 ? "" : `pandas does not know: ${left.join(", ")}.`,
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
