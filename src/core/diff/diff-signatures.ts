import type { ColSpec, ColumnType, ModelSignature, ParamSpec, Schema, TensorSpec } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";

/** One difference between two signatures, at a column, tensor or parameter. */
export interface SignatureDifference {
  readonly side: "inputs" | "outputs" | "params";
  readonly kind: "added" | "removed" | "type" | "required" | "default" | "order";
  /** The column's name as it would be shown; its place where it has none. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** A type as MLflow prints it: `long`, `Array(double)`, `{a: long (required)}`. */
export function typeText(type: ColumnType): string {
  switch (type.kind) {
    case "scalar":
      return type.name;
    case "array":
      return `Array(${typeText(type.items)})`;
    case "map":
      return `Map(str -> ${typeText(type.values)})`;
    case "object":
      return `{${type.properties.map(({ name, type: inner, required }) => `${name}: ${typeText(inner)} (${required ? "required" : "optional"})`).join(", ")}}`;
    case "any":
      return "Any";
    case "sparkml_vector":
      return "SparkML vector";
  }
}

const nameText = (name: ColumnName | undefined, index: number) =>
  name === undefined ? `#${index}` : typeof name === "string" ? name : jsonDumps(name as PythonValue);

const specText = (spec: ColSpec | TensorSpec) =>
  spec.kind === "column" ? typeText(spec.type) : `Tensor('${spec.dtype}', (${spec.shape.join(", ")}${spec.shape.length === 1 ? "," : ""}))`;

type Spec = ColSpec | TensorSpec;

function diffSpecs(side: "inputs" | "outputs", before: readonly Spec[], after: readonly Spec[]): SignatureDifference[] {
  const named = (specs: readonly Spec[]) => new Map(specs.map((spec, index) => [nameText(spec.name, index), spec]));
  const [old, fresh] = [named(before), named(after)];
  const differences: SignatureDifference[] = [];
  for (const [name, spec] of old) {
    const other = fresh.get(name);
    if (other === undefined) {
      differences.push({ side, kind: "removed", name, before: specText(spec), after: "" });
      continue;
    }
    if (specText(spec) !== specText(other)) differences.push({ side, kind: "type", name, before: specText(spec), after: specText(other) });
    const requiredness = (item: Spec) => (item.kind === "tensor" || item.required ? "required" : "optional");
    if (requiredness(spec) !== requiredness(other))
      differences.push({ side, kind: "required", name, before: requiredness(spec), after: requiredness(other) });
  }
  for (const [name, spec] of fresh) if (!old.has(name)) differences.push({ side, kind: "added", name, before: "", after: specText(spec) });
  const order = (from: ReadonlyMap<string, Spec>, other: ReadonlyMap<string, Spec>) =>
    [...from.keys()].filter((name) => other.has(name)).join("\u0000");
  if (order(old, fresh) !== order(fresh, old))
    differences.push({ side, kind: "order", name: "", before: [...old.keys()].join(", "), after: [...fresh.keys()].join(", ") });
  return differences;
}

function diffParams(before: readonly ParamSpec[], after: readonly ParamSpec[]): SignatureDifference[] {
  const differences: SignatureDifference[] = [];
  const typeOf = ({ type, shape }: ParamSpec) => `${typeText(type)}${shape === null ? "" : " (-1,)"}`;
  for (const param of before) {
    const other = after.find(({ name }) => name === param.name);
    if (other === undefined) differences.push({ side: "params", kind: "removed", name: param.name, before: typeOf(param), after: "" });
    else if (typeOf(param) !== typeOf(other))
      differences.push({ side: "params", kind: "type", name: param.name, before: typeOf(param), after: typeOf(other) });
    else if (jsonDumps(param.default) !== jsonDumps(other.default)) {
      differences.push({
        side: "params",
        kind: "default",
        name: param.name,
        before: jsonDumps(param.default),
        after: jsonDumps(other.default),
      });
    }
  }
  for (const param of after)
    if (!before.some(({ name }) => name === param.name))
      differences.push({ side: "params", kind: "added", name: param.name, before: "", after: typeOf(param) });
  return differences;
}

/** What changed from one signature to another, side by side and column by column; empty where they are the same. */
export function diffSignatures(before: ModelSignature, after: ModelSignature): readonly SignatureDifference[] {
  const specs = (schema: Schema | null): readonly Spec[] => schema?.specs ?? [];
  return [
    ...diffSpecs("inputs", specs(before.inputs), specs(after.inputs)),
    ...diffSpecs("outputs", specs(before.outputs), specs(after.outputs)),
    ...diffParams(before.params?.params ?? [], after.params?.params ?? []),
  ];
}

/** A difference as one line. */
export function renderDifference({ side, kind, name, before, after }: SignatureDifference): string {
  switch (kind) {
    case "added":
      return `${side}: ${name} added: ${after}`;
    case "removed":
      return `${side}: ${name} removed: was ${before}`;
    case "order":
      return `${side}: the order changed from ${before} to ${after}`;
    default:
      return `${side}: ${name} ${kind} changed from ${before} to ${after}`;
  }
}
