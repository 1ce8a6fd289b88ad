import { renderText } from "../../core/errors.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { count } from "../state/format.ts";
import type { Selection } from "../state/state.ts";
import { useEdits } from "../use-page.ts";
import { addRow } from "./row-edits.ts";
import { DtypeSelect } from "./TensorFields.tsx";
import { TypeSelect } from "./TypeSelect.tsx";

/** In the head of a side's table: add a row, and what can be done to all that are chosen at once. */
export function EditTools({ side, onSelect }: { readonly side: DataSide; readonly onSelect: (selection: Selection) => void }) {
  const edits = useEdits();
  if (edits === null) return null;
  const { rows } = edits.edited[side];
  const at = [...edits.chosen[side]].filter((key) => rows.some((row) => row.key === key)).map((key) => ({ key }));
  return (
    <span className="edit-tools">
      <button
        type="button"
        className="small"
        title="Add a row at the end (Insert: after the selected one)"
        onClick={() => {
          if (edits.make(addRow(edits, side, rows.length))) onSelect({ side, index: rows.length });
        }}
      >
        Add
      </button>
      {at.length > 1 && (
        <fieldset className="chosen-tools" aria-label={`${count(at.length)} rows of ${side}`}>
          <span>{count(at.length)} chosen</span>
          {rows[0]?.spec.kind === "tensor" && (
            <DtypeSelect
              label={`Dtype of ${at.length} rows`}
              dtype=""
              onChange={(dtype) => dtype !== "" && edits.make({ kind: "tensor", side, at, dtype })}
            />
          )}
          {rows[0]?.spec.kind === "column" && (
            <>
              <TypeSelect
                label={`Type of ${at.length} rows`}
                type={null}
                onChange={(type) => edits.make({ kind: "type", side, at, type })}
              />
              <button type="button" className="small" onClick={() => edits.make({ kind: "required", side, at, required: true })}>
                Required
              </button>
              <button type="button" className="small" onClick={() => edits.make({ kind: "required", side, at, required: false })}>
                Optional
              </button>
            </>
          )}
          <button type="button" className="small" onClick={() => edits.make({ kind: "drop", side, at })}>
            Drop
          </button>
        </fieldset>
      )}
    </span>
  );
}

/** Why the last edit was not made: the rule in words, and what to do. */
export function Refusal() {
  const refusal = useEdits()?.refusal ?? null;
  return (
    <p role="alert" className={refusal === null ? "no-refusal" : "refusal failure"}>
      {refusal !== null && `${renderText(refusal.message)} ${refusal.remedy ?? ""}`}
    </p>
  );
}
