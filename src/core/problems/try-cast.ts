import { defined } from "../defined.ts";
import { environmentOf } from "../evidence/in-environment.ts";
import { makeSchema } from "../mlflow/schema.ts";
import type { Schema } from "../mlflow/types.ts";
import type { ColumnName } from "../python/value.ts";
import { inferSide } from "../signers/infer-signer.ts";
import type { Fix } from "../signers/signer.ts";
import { checkData } from "../validation/check-input.ts";
import { columnTypeName } from "../validation/enforce-type.ts";
import { isSameName } from "../validation/same-name.ts";
import type { ProblemContext } from "./context.ts";
import { CAST_TO_DOUBLE, CAST_TO_LONG, CAST_TO_TEXT, type Cast, castFix } from "./make-problem.ts";

/** The type that a spec of a column has, as MLflow writes it; null for all else. */
const typeOf = (spec: Schema["specs"][number] | null | undefined): string | null =>
  spec?.kind === "column" ? columnTypeName(spec.type) : null;

/**
 * The schema of cast columns as the signer would make it: a type that is not the one inferred of the data as they are is declared by the
 * signer, and stays whatever they are cast to.
 */
function schemaOnceCast(cast: Schema, before: Schema | null, { specs }: ProblemContext["result"]): Schema | null {
  if (cast.kind !== "columns") return cast;
  const specNamed = (name: ColumnName | undefined) => specs.find((report) => isSameName(report.name, name))?.spec;
  return makeSchema(
    cast.specs.map((spec, position) => {
      const signed = specNamed(spec.name);
      const isDeclared = typeOf(signed) !== null && typeOf(signed) !== typeOf(before?.specs[position]);
      return isDeclared && signed?.kind === "column" ? { ...spec, type: signed.type } : spec;
    }),
  );
}

/**
 * Whether columns sign once they are cast, and a model with that signature takes them: a fix that would fail is not offered.
 * Only these columns are signed, so that another cause does not interfere.
 */
function holdsOnceCast({ input, result }: ProblemContext, columns: readonly ColumnName[], dtype: string): boolean {
  const { dataset, preprocessing = {} } = input;
  if (dataset.kind !== "table" || typeof preprocessing.astype === "string") return false;
  const wanted = new Set(columns);
  const astype = new Map(columns.map((column) => [String(column), dtype]));
  const table = { ...dataset, columns: dataset.columns.filter(({ name }) => wanted.has(name)) };
  const { drop } = preprocessing;
  const { schema, failure } = inferSide({ dataset: table, preprocessing: defined({ drop, astype }) });
  if (schema === null || failure !== null) return false;
  // A cast of a column that is not in the table is refused.
  const own = new Map([...(preprocessing.astype ?? [])].filter(([name]) => astype.has(name)));
  const before = inferSide({ dataset: table, preprocessing: defined({ drop, astype: own.size === 0 ? undefined : own }) });
  const signed = schemaOnceCast(schema, before.failure === null ? before.schema : null, result);
  if (signed === null) return false;
  const mode = { via: "predict", isEnforced: true, environment: environmentOf(dataset) } as const;
  return checkData({ dataset: table, preprocessing: { astype } }, signed, mode).verdict.refusals.length === 0;
}

/** The casts that cure columns, of those that are worth offering. */
export function castFixes(
  context: ProblemContext,
  columns: readonly ColumnName[],
  casts: readonly Cast[] = [CAST_TO_LONG, CAST_TO_DOUBLE, CAST_TO_TEXT],
): readonly Fix[] {
  const dtypes = new Map(context.result.specs.map(({ name, dtype }) => [name ?? null, dtype]));
  // Integers of 64 bits without a sign are those that MLflow has no type for, and most fit into int64.
  const areUnsigned = columns.every((name) => dtypes.get(name) === "uint64");
  return casts
    .filter((cast) => (cast !== CAST_TO_LONG || areUnsigned) && holdsOnceCast(context, columns, cast.dtype))
    .map((cast) => castFix(columns, cast));
}
