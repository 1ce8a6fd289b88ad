import { defined } from "../defined.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import { isFallback } from "../mlflow/fallback.ts";
import type { ColSpec, ModelSignature, Schema, TensorSpec } from "../mlflow/types.ts";
import type { EditBase, SideBase } from "./apply-edits.ts";

type DataSpec = ColSpec | TensorSpec;

/** What was reported for each row of a side. */
interface InferredRows {
  readonly specs: readonly SpecReport[];
}

/** A signature with what was reported for its rows, whoever signed it. */
export interface Inferred {
  readonly signature: ModelSignature;
  readonly sides: { readonly inputs?: InferredRows; readonly outputs?: InferredRows };
}

/** A column without its own type: until an edit says more, it may be anything. */
function specOf({ name, spec }: SpecReport): DataSpec {
  return spec ?? { kind: "column", type: { kind: "any" }, required: true, ...defined({ name }) };
}

function sideBase(side: InferredRows | undefined, schema: Schema | null): SideBase | null {
  if (side === undefined) return schema === null ? null : { schema, specs: schema.specs };
  const isOwn = schema !== null && !isFallback(schema) && schema.specs.length === side.specs.length;
  return { schema, specs: isOwn ? schema.specs : side.specs.map(specOf) };
}

/** What was inferred, as what edits start from. */
export function baseOfResult(result: Inferred | null): EditBase {
  if (result === null) return { inputs: null, outputs: null, params: null };
  const { signature, sides } = result;
  return {
    inputs: sideBase(sides.inputs, signature.inputs),
    outputs: sideBase(sides.outputs, signature.outputs),
    params: signature.params,
  };
}
