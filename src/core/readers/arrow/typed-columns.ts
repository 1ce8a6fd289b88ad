import { defined } from "../../defined.ts";
import { SignetError } from "../../errors.ts";
import { conversionRefusal } from "../../evidence/arrow-conversion.ts";
import type { ArrowEvidence } from "../../evidence/arrow-evidence.ts";
import type { ArrowField, ArrowType } from "../../evidence/arrow-type.ts";
import type { TableColumn } from "../../evidence/dataset.ts";
import type { ColumnLabel } from "./pandas-labels.ts";
import type { PandasMetadata } from "./pandas-metadata.ts";
import { checkStructNames } from "./struct-names.ts";

/** The labels in the frame of the fields that are columns, in their order. Throws as {@link pandasMetadata} does. */
export function columnLabels(fields: readonly ArrowField[], pandas: PandasMetadata | null): readonly ColumnLabel[] {
  const names = fields.map(({ name }) => name).filter((name) => pandas?.indexFields.has(name) !== true);
  return pandas === null ? names.map((name) => ({ name })) : pandas.labels(names);
}

/** Throws `UnreadableFile` where pyarrow cannot convert a column of the type. */
function checkConversion(column: string, type: ArrowType): void {
  const refusal = conversionRefusal(type);
  if (refusal !== null) throw new SignetError("UnreadableFile", refusal.message, { pythonError: refusal.pythonError, place: { column } });
}

/** The index is converted as well, with the zone that pandas noted. Source: `_extract_index_level` in `pyarrow/pandas_compat.py`. */
function checkIndex(fields: readonly ArrowField[], pandas: PandasMetadata | null): void {
  for (const field of fields)
    if (pandas?.indexFields.has(field.name) === true) checkConversion(field.name, zonedType(field, pandas.timezones.get(field.name)));
}

/**
 * A time zone that pandas noted replaces the file's own, in nanoseconds; pyarrow looks up the file's own to convert the times.
 * Source: `_add_any_metadata` in `pyarrow/pandas_compat.py`.
 */
function zonedType({ name, type }: ArrowField, timezone: string | undefined): ArrowType {
  if (timezone === undefined || type.kind !== "timestamp" || type.timezone === timezone) return type;
  checkConversion(name, type);
  return { ...type, unit: "ns", timezone };
}

/** The dtypes of pandas' own extension types: the first such field of a name decides for all of that name. Source: `_get_extension_dtypes`. */
function ownDtypes(fields: readonly ArrowField[]): ReadonlyMap<string, string> {
  const own = fields.flatMap(({ name, extension }) => {
    const dtype = /^pandas\.(period|interval)$/.exec(extension ?? "")?.[1];
    return dtype === undefined ? [] : [[name, dtype] as const];
  });
  return new Map(own.reverse());
}

/** The columns of a typed table: pandas' index is left out, its names and dtypes are taken over. */
export function typedColumns(
  fields: readonly ArrowField[],
  counts: (index: number) => Pick<ArrowEvidence, "counts" | "dictionary" | "declaredBy" | "stored">,
  pandas: PandasMetadata | null,
  backend: "numpy_nullable" | "pyarrow" | undefined,
): TableColumn[] {
  const labels = columnLabels(fields, pandas).values();
  checkIndex(fields, pandas);
  const own = ownDtypes(fields);
  return fields.flatMap((field, index): TableColumn[] => {
    const { name, extension } = field;
    if (pandas?.indexFields.has(name) === true) return [];
    const pandasDtype = own.get(name) ?? pandas?.dtypes.get(name);
    const label = labels.next().value ?? { name };
    const counted = counts(index);
    checkStructNames(field.type, counted.counts, name);
    return [
      {
        name: label.name,
        ...defined({ labelType: label.python }),
        evidence: {
          kind: "arrow",
          type: zonedType(field, pandas?.timezones.get(name)),
          ...defined({ extension }),
          ...counted,
          ...defined({ pandasDtype, dtypeBackend: backend }),
        },
      },
    ];
  });
}
