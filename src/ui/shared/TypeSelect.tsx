import { type ColumnType, DATA_TYPES } from "../../core/mlflow/types.ts";
import { chosenType, NESTED_KINDS } from "../store/selectors/edit-model.ts";

const kindOf = (type: ColumnType) => (type.kind === "scalar" ? type.name : type.kind);

/** A choice of types: MLflow's scalars, and nested types made from the present one. */
export function TypeSelect({
  label,
  type,
  onChange,
  autoFocus = false,
}: {
  readonly label: string;
  /** Null where several rows of different types are meant. */
  readonly type: ColumnType | null;
  readonly onChange: (type: ColumnType) => void;
  readonly autoFocus?: boolean;
}) {
  const value = type === null ? "" : kindOf(type);
  const isKnown = value === "" || (DATA_TYPES as readonly string[]).includes(value) || (NESTED_KINDS as readonly string[]).includes(value);
  return (
    <select
      aria-label={label}
      className="small"
      value={value}
      // The row was asked to be edited, so its editor takes the focus.
      // biome-ignore lint/a11y/noAutofocus: it follows the key that opened it
      autoFocus={autoFocus}
      onChange={(event) => onChange(chosenType(event.target.value, type ?? { kind: "scalar", name: "string" }))}
    >
      {value === "" && <option value="">type</option>}
      {!isKnown && <option>{value}</option>}
      {DATA_TYPES.map((name) => (
        <option key={name}>{name}</option>
      ))}
      {NESTED_KINDS.map((kind) => (
        <option key={kind}>{kind}</option>
      ))}
    </select>
  );
}
