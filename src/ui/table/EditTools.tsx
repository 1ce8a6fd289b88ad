import type { DataSide } from "../../worker/protocol.ts";
import { DtypeSelect } from "../shared/TensorFields.tsx";
import { TypeSelect } from "../shared/TypeSelect.tsx";
import { useEdits } from "../shared/use-page.ts";
import type { Selection } from "../store/state/shown-state.ts";
import { count } from "../store/text/format.ts";
import { addRow } from "./row-edits.ts";

/** Below a side's table: adds a row at its end. */
export function AddRow({ side, onSelect }: { readonly side: DataSide; readonly onSelect: (selection: Selection) => void }) {
  const edits = useEdits();
  if (edits === null) return null;
  const { rows } = edits.edited[side];
  const what = rows[0]?.spec.kind === "tensor" ? "tensor" : "column";
  return (
    <button
      type="button"
      className="add-row"
      aria-label={`Add a ${what} to ${side}`}
      title="At the end (Insert: after the selected one)"
      onClick={() => {
        if (edits.make(addRow(edits, side, rows.length))) onSelect({ side, index: rows.length });
      }}
    >
      + Add<span className="add-what"> a {what}</span>
    </button>
  );
}

/** In the head of a side's table: what can be done to all rows that are chosen at once. */
export function ChosenTools({ side }: { readonly side: DataSide }) {
  const edits = useEdits();
  if (edits === null) return null;
  const { rows } = edits.edited[side];
  const at = [...edits.chosen[side]].filter((key) => rows.some((row) => row.key === key)).map((key) => ({ key }));
  if (at.length < 2) return null;
  const kind = rows[0]?.spec.kind;
  return (
    <fieldset className="chosen-tools" aria-label={`${count(at.length)} rows of ${side}`}>
      <span>{count(at.length)} chosen</span>
      {kind === "tensor" && (
        <DtypeSelect
          label={`Dtype of ${at.length} rows`}
          dtype=""
          onChange={(dtype) => dtype !== "" && edits.make({ kind: "tensor", side, at, dtype })}
        />
      )}
      {kind === "column" && (
        <>
          <TypeSelect label={`Type of ${at.length} rows`} type={null} onChange={(type) => edits.make({ kind: "type", side, at, type })} />
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
  );
}
