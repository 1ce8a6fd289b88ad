import { typeText } from "../../../core/diff/diff-signatures.ts";
import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import type { ColumnType } from "../../../core/mlflow/types.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import { rowKey, type TableRow } from "../state/row.ts";
import { columnName, specType, typeClass } from "../text/format.ts";

/** A part of a nested type: the step that leads to it, its type, and whether it is required. */
export interface TypePart {
  readonly step: string;
  readonly type: ColumnType;
  readonly required: boolean | null;
}

/** The parts that a type unfolds to: an array of objects to its items, and these to their properties. */
export function partsOf(type: ColumnType | null): readonly TypePart[] {
  switch (type?.kind) {
    case "object":
      return type.properties.map(({ name, type: inner, required }) => ({ step: name, type: inner, required }));
    case "array":
      return [{ step: "items", type: type.items, required: null }];
    case "map":
      return [{ step: "values", type: type.values, required: null }];
    default:
      return [];
  }
}

const nestedOnly = (type: ColumnType): ColumnType | null => (partsOf(type).length > 0 ? type : null);

/** The row of a column or tensor. */
export function specRow(side: DataSide, index: number, report: SpecReport): TableRow {
  const { spec } = report;
  const place = { side, index, path: [] };
  return {
    place,
    key: rowKey(place),
    name: columnName(report.name),
    level: 0,
    type: spec === null ? "no type" : specType(spec),
    typeClass: typeClass(spec),
    required: spec === null ? null : spec.kind === "tensor" || spec.required,
    inner: spec?.kind === "column" ? nestedOnly(spec.type) : null,
    report,
  };
}

function partRow(parent: TableRow, { step, type, required }: TypePart): TableRow {
  const place = { ...parent.place, path: [...parent.place.path, step] };
  return {
    place,
    key: rowKey(place),
    name: step,
    level: parent.level + 1,
    type: typeText(type),
    typeClass: type.kind === "scalar" ? type.name : type.kind,
    required,
    inner: nestedOnly(type),
    report: parent.report,
  };
}

/** The rows with those that are unfolded followed by their parts. Gives the same array where none is. */
export function withParts(rows: readonly TableRow[], unfolded: ReadonlySet<string>): readonly TableRow[] {
  if (unfolded.size === 0) return rows;
  const shown: TableRow[] = [];
  const add = (row: TableRow) => {
    shown.push(row);
    if (unfolded.has(row.key)) for (const part of partsOf(row.inner)) add(partRow(row, part));
  };
  for (const row of rows) add(row);
  return shown;
}
