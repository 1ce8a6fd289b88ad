import type { SpecReport } from "../../core/ladders/infer-report.ts";
import { columnName, specType, typeClass } from "../state/format.ts";

/** One column or tensor: its name, its type in its colour, and whether it is required. */
export function SchemaRow({
  report: { name, spec, dtype, offence },
  index,
  isSelected,
  onSelect,
}: {
  readonly report: SpecReport;
  readonly index: number;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}) {
  const required = spec === null ? "" : spec.kind === "tensor" || spec.required ? "required" : "optional";
  return (
    <tr aria-rowindex={index + 2} aria-selected={isSelected} className={offence === undefined ? "" : "offends"} onClick={onSelect}>
      <td className="name">
        <button type="button" className="row-button" onClick={onSelect}>
          {columnName(name)}
        </button>
      </td>
      <td title={spec === null ? undefined : specType(spec)}>
        <span className={`type type-${typeClass(spec)}`}>{spec === null ? "no type" : specType(spec)}</span>
      </td>
      <td className={required}>{required}</td>
      <td className="quiet dtype">{dtype}</td>
    </tr>
  );
}
