import { defined } from "../defined.ts";
import type { Schema } from "../mlflow/types.ts";
import type { ColumnName } from "../python/value.ts";
import type { SideResult, SignInput, SigningResult } from "./signer.ts";

/** A schema of which some columns need not be there. Unnamed columns and tensors are always required. */
function schemaWithOptional(schema: Schema | null, optional: ReadonlySet<ColumnName | undefined>): Schema | null {
  if (schema?.kind !== "columns") return schema;
  return {
    ...schema,
    specs: schema.specs.map((spec) => (spec.name !== undefined && optional.has(spec.name) ? { ...spec, required: false } : spec)),
  };
}

/** A side with columns that need not be there, whatever was inferred. */
function withOptional(result: SideResult | undefined, columns: readonly ColumnName[] = []): SideResult | undefined {
  if (result === undefined || columns.length === 0) return result;
  const optional = new Set<ColumnName | undefined>(columns);
  const specs = result.specs.map((report) =>
    report.spec?.kind === "column" && report.name !== undefined && optional.has(report.name)
      ? { ...report, spec: { ...report.spec, required: false } }
      : report,
  );
  return { ...result, schema: schemaWithOptional(result.schema, optional), specs };
}

/** What was signed, with the columns optional that each side says need not be there. */
export function markOptional(signed: SigningResult, given: SignInput): SigningResult {
  const inputs = withOptional(signed.sides.inputs, given.inputs?.preprocessing?.optional);
  const outputs = withOptional(signed.sides.outputs, given.outputs?.preprocessing?.optional);
  const signature = {
    ...signed.signature,
    ...defined({ inputs: inputs?.schema, outputs: outputs?.schema }),
  };
  return { ...signed, signature, sides: defined({ inputs, outputs }) };
}
