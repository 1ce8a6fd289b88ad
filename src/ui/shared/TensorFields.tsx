import { TENSOR_DTYPES } from "../../core/edit/rules.ts";
import { tupleText } from "../../core/python/repr.ts";
import { DraftInput } from "../kit/DraftInput.tsx";
import { shapeFromText } from "../store/selectors/edit-model.ts";

/** NumPy's dtype of a tensor; empty where several tensors are meant. */
export function DtypeSelect({
  label,
  dtype,
  onChange,
  autoFocus = false,
}: {
  readonly label: string;
  readonly dtype: string;
  readonly onChange: (dtype: string) => void;
  readonly autoFocus?: boolean;
}) {
  return (
    <select
      aria-label={label}
      className="small"
      value={dtype}
      // biome-ignore lint/a11y/noAutofocus: it follows the key that opened it
      autoFocus={autoFocus}
      onChange={(event) => onChange(event.target.value)}
    >
      {!(TENSOR_DTYPES as readonly string[]).includes(dtype) && <option value={dtype}>{dtype === "" ? "dtype" : dtype}</option>}
      {TENSOR_DTYPES.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}

/** A shape as Python writes it; `None` and `?` are -1, a dimension that varies. */
export function ShapeInput({
  label,
  shape,
  onChange,
}: {
  readonly label: string;
  readonly shape: readonly number[];
  readonly onChange: (shape: readonly number[]) => boolean;
}) {
  return (
    <DraftInput
      label={label}
      value={tupleText(shape)}
      placeholder="(-1, 28, 28)"
      onCommit={(text) => {
        const given = shapeFromText(text);
        return given !== null && onChange(given);
      }}
    />
  );
}
