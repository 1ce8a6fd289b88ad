import { preprocessingWith, TO_FORMS, type ToForm } from "../../core/python/preprocessing.ts";
import type { DataSide } from "../../worker/protocol.ts";
import type { Actions } from "../store/page-actions.ts";
import type { ReadySide } from "../store/state/side-state.ts";

const FORMS: readonly { readonly value: ToForm | "table"; readonly label: string }[] = [
  { value: "table", label: "DataFrame" },
  { value: "series", label: "Series" },
  { value: "numpy", label: "array" },
  { value: "column", label: "1-D array" },
];

/** Chooses the form in which the model gets a table, or returned it. */
export function FormChoice({
  side,
  current: { summary, preprocessing },
  actions,
}: {
  readonly side: DataSide;
  readonly current: ReadySide;
  readonly actions: Actions;
}) {
  if (summary.datasetKind !== "table") return null;
  return (
    <label className="form-choice">
      <span className="quiet">{side === "outputs" ? "predict returned" : "as"}</span>{" "}
      <select
        className="small"
        value={preprocessing.to ?? "table"}
        onChange={({ target }) =>
          actions.preprocess(side, preprocessingWith(preprocessing, { to: TO_FORMS.find((form) => form === target.value) }))
        }
      >
        {FORMS.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
