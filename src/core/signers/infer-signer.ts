import { text } from "../errors.ts";
import { modelDataFrom } from "../ladders/frame.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import { inferSchema } from "../ladders/infer-schema.ts";
import { inferParams } from "../ladders/params.ts";
import { isFallback } from "../mlflow/fallback.ts";
import type { ColumnName } from "../python/value.ts";
import { type Problem, type Side, type SideInput, type SideResult, Signer, type SignInput, type SigningResult } from "./signer.ts";

const INTEGERS = new Set(["integer", "long"]);

function signSide({ dataset, ...handing }: SideInput): SideResult {
  const data = modelDataFrom(dataset, handing);
  return { ...inferSchema(data), rowCount: dataset.kind === "table" ? dataset.rowCount : null };
}

const nameOf = ({ name }: SpecReport): ColumnName => name ?? null;

/** What made MLflow give up: one problem for all columns that did. */
function failureProblem(side: Side, { failure, specs, schema }: SideResult): Problem[] {
  if (failure === null) return [];
  const offenders = specs.filter(({ offence }) => offence !== undefined).map(nameOf);
  if (failure.stage !== "infer" || !isFallback(schema)) {
    return [{ kind: failure.stage, severity: "stops", side, columns: offenders, message: failure.error.message, fixes: [] }];
  }
  const fixes: Problem["fixes"] =
    offenders.length === 0 || offenders.length === specs.length
      ? [{ kind: "astype", columns: offenders, dtype: "str", label: "Cast to text", consequence: "Every cell is handed over as a string." }]
      : [
          {
            kind: "astype",
            columns: offenders,
            dtype: "str",
            label: "Cast to text",
            consequence: "Every cell is handed over as a string.",
          },
          {
            kind: "astype",
            columns: offenders,
            dtype: "float64",
            label: "Cast to double",
            consequence: "Numbers keep 15 to 17 digits; what is no number is refused.",
          },
          {
            kind: "drop",
            columns: offenders,
            label: "Drop",
            consequence: "The columns are not part of the signature, and MLflow leaves them out of what the model gets.",
          },
        ];
  return [
    {
      kind: "any-fallback",
      severity: "stops",
      side,
      columns: offenders,
      message: [
        ...text`MLflow writes any for all ${specs.length} columns, and nothing would be validated. Cause: `,
        ...failure.error.message,
      ],
      fixes: offenders.length === 0 ? [] : fixes,
    },
  ];
}

/** MLflow's own hint on integer columns, as a note: it fires on half of all files. */
function integerProblem(side: Side, { integerHint, specs }: SideResult): Problem[] {
  if (!integerHint) return [];
  const columns = specs
    .filter(({ spec }) => spec?.kind === "column" && spec.type.kind === "scalar" && INTEGERS.has(spec.type.name))
    .map(nameOf);
  return [
    {
      kind: "integers-may-be-missing",
      severity: "notes",
      side,
      columns,
      message: text`${columns.length} integer columns cannot hold missing cells: data that misses one at inference is refused.`,
      fixes: [
        {
          kind: "astype",
          columns,
          dtype: "float64",
          label: "Declare as double",
          consequence: "Integers and missing cells are both taken; the model gets floats.",
        },
      ],
    },
  ];
}

function problemsOf(side: Side, result: SideResult | undefined): readonly Problem[] {
  return result === undefined ? [] : [...failureProblem(side, result), ...integerProblem(side, result)];
}

/**
 * The default strategy: exactly what `mlflow.models.infer_signature` gives for the pandas reading of the files.
 *
 * @example
 * const result = new InferSigner().sign({ inputs: { dataset } });
 * result.signature.inputs; // the schema that MLflow writes into MLmodel
 */
export class InferSigner extends Signer {
  readonly KIND = "InferSigner";

  sign({ inputs, outputs, params }: SignInput): SigningResult {
    const sides = {
      ...(inputs === undefined ? {} : { inputs: signSide(inputs) }),
      ...(outputs === undefined ? {} : { outputs: signSide(outputs) }),
    };
    const inferred = params === undefined ? null : inferParams(params);
    const paramProblems: Problem[] = (inferred?.refusals ?? []).map(({ name, reason }) => ({
      kind: "param-refused",
      severity: "stops",
      side: "params",
      columns: [name],
      message: reason,
      fixes: [],
    }));
    return {
      signature: { inputs: sides.inputs?.schema ?? null, outputs: sides.outputs?.schema ?? null, params: inferred?.schema ?? null },
      sides,
      ...(inferred === null ? {} : { params: inferred }),
      problems: [...problemsOf("inputs", sides.inputs), ...problemsOf("outputs", sides.outputs), ...paramProblems],
    };
  }
}
