import type { SignaturePart } from "../mlflow/parts.ts";
import type { ModelSignature } from "../mlflow/types.ts";
import { columnNameLiteral, pythonLiteral, renameLiteral, reprString } from "../python/repr.ts";
import type { PythonValue } from "../python/value.ts";
import type { Exporter, InferredSide } from "./exporter.ts";
import { environmentLine, pythonOfDeclared } from "./python-explicit.ts";

const FORMS = { numpy: ".to_numpy()", column: ".iloc[:, 0].to_numpy()", series: ".iloc[:, 0]" } as const;

function sideSource(name: string, { read, preprocessing = {} }: InferredSide): string {
  const { rename, drop, astype, to } = preprocessing;
  const dtypes = astype === undefined ? "" : typeof astype === "string" ? reprString(astype) : pythonLiteral(astype);
  const called = rename === undefined || rename.size === 0 ? "" : `${name} = ${name}.rename(columns=${renameLiteral(rename)})\n`;
  const less =
    drop === undefined || drop.length === 0 ? "" : `${name} = ${name}.drop(columns=[${drop.map(columnNameLiteral).join(", ")}])\n`;
  const cast = dtypes === "" ? "" : `${name} = ${name}.astype(${dtypes})\n`;
  const form = to === undefined ? "" : `${name} = ${name}${FORMS[to]}\n`;
  return `${read.setup.map((line) => `${line}\n`).join("")}${name} = ${read.expression}\n${called}${less}${cast}${form}`;
}

/** Marks columns as optional, once MLflow has inferred the rest. */
function optionalSource(side: "inputs" | "outputs", { preprocessing: { optional = [] } = {} }: InferredSide): string {
  if (optional.length === 0) return "";
  const names = `[${optional.map(columnNameLiteral).join(", ")}]`;
  const spec = `ColSpec(spec.type, spec.name, required=spec.required and spec.name not in ${names})`;
  return `signature.${side} = Schema([${spec} for spec in signature.${side}])\n`;
}

/** The Python that reads the same files and lets MLflow infer, then puts in what is declared instead: the same signature on the same files. */
export function exportPythonInfer(sides: {
  readonly inputs?: InferredSide;
  readonly outputs?: InferredSide;
  readonly params?: PythonValue;
  /** The whole signature, and which parts of it are declared: edited by hand, or a model's own. */
  readonly declared?: { readonly signature: ModelSignature; readonly parts: readonly SignaturePart[] };
}): string {
  const reads = [sides.inputs, sides.outputs].flatMap((side) => (side === undefined ? [] : [side.read]));
  const imports = [...new Set(reads.flatMap((read) => read.imports))].sort();
  const isOptional = [sides.inputs, sides.outputs].some((side) => (side?.preprocessing?.optional ?? []).length > 0);
  const given = [
    sides.inputs === undefined ? null : "model_input=inputs",
    sides.outputs === undefined ? null : "model_output=outputs",
    sides.params === undefined ? null : `params=${pythonLiteral(sides.params)}`,
  ].filter((argument) => argument !== null);
  return [
    environmentLine(sides.declared?.signature.environment),
    ...imports.map((name) => `${name}\n`),
    "from mlflow.models import infer_signature\n",
    isOptional ? "from mlflow.types.schema import ColSpec, Schema\n" : "",
    "\n",
    sides.inputs === undefined ? "" : sideSource("inputs", sides.inputs),
    sides.outputs === undefined ? "" : sideSource("outputs", sides.outputs),
    `signature = infer_signature(${given.join(", ")})\n`,
    sides.inputs === undefined ? "" : optionalSource("inputs", sides.inputs),
    sides.outputs === undefined ? "" : optionalSource("outputs", sides.outputs),
    sides.declared === undefined || sides.declared.parts.length === 0
      ? ""
      : pythonOfDeclared(sides.declared.signature, sides.declared.parts),
  ].join("");
}

export const pythonInferExporter = {
  id: "python-infer",
  label: "Python: infer",
  file: "signature.py",
  cli: { format: "python", form: "infer", about: "reads the files" },
  infers: true,
  write: ({ signature, declared, mlmodel: _, ...sides }) => exportPythonInfer({ ...sides, declared: { signature, parts: declared } }),
} as const satisfies Exporter;
