import { DATA_SIDES } from "../../core/mlflow/parts.ts";
import type { DataSide, FilePart } from "../../worker/protocol.ts";
import { useActions, usePage, useSelector } from "../shared/use-page.ts";
import { isSigned } from "../store/selectors/declared-result.ts";
import { shownState } from "../store/selectors/selectors.ts";
import { FileNotRead } from "./FileNotRead.tsx";

/** In the table's place while there is none: why a file was not read, or what to do next. */
export function NoTable() {
  const { model, inputExample, sides } = useSelector(shownState);
  const { drop } = usePage();
  const actions = useActions();
  if (DATA_SIDES.some((side) => sides[side].phase !== "empty"))
    return DATA_SIDES.map((side) => {
      const current = sides[side];
      if (current.phase !== "failed") return null;
      const other: DataSide = side === "inputs" ? "outputs" : "inputs";
      const onDivide = (kept: FilePart, moved: FilePart) => {
        drop([kept], side);
        drop([moved], other);
      };
      return (
        <FileNotRead
          key={side}
          side={side}
          current={current}
          onOptions={() => actions.openOptions(side)}
          other={sides[other].phase === "empty" ? { side: other, onDivide } : undefined}
        />
      );
    });
  const hasModel = model !== null && !isSigned(model.signature);
  return (
    <div className="no-table">
      <p>{hasModel ? "This model has no signature. Drop its inputs and predictions." : "Drop the model's inputs and outputs anywhere."}</p>
      {inputExample !== null && (
        <p>
          Its folder has an <code>input_example.json</code>.{" "}
          <button type="button" className="small" onClick={() => drop([inputExample], "inputs")}>
            Use it as inputs
          </button>
        </p>
      )}
    </div>
  );
}
