import { must } from "../defined.ts";
import { type SpecKey, specKeys } from "../mlflow/spec-keys.ts";
import type { ColSpec, ColumnType, ModelSignature, ParamSpec, Schema, TensorSpec } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import { tupleText } from "../python/repr.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";

/** One difference between two signatures, at a column, tensor or parameter. */
export interface SignatureDifference {
  readonly side: "inputs" | "outputs" | "params";
  readonly kind: "added" | "removed" | "type" | "required" | "default" | "order";
  /** The row's key among those of its side, or the parameter's name as JSON; empty for `order`. */
  readonly key: SpecKey;
  /** The row's name as it would be shown: `(unnamed)` for one alone, with MLflow's own index among several; empty for `order`. */
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

/** MLflow counts unnamed columns from 0 (`Schema.input_names`), and prints one that is alone by its type. */
function nameText(name: ColumnName | undefined, index: number, count: number): string {
  if (name === undefined) return count === 1 ? "(unnamed)" : `(unnamed ${index})`;
  // A column's name is one of Python's values.
  return typeof name === "string" ? name : jsonDumps(name as PythonValue);
}

const specText = (spec: ColSpec | TensorSpec) =>
  spec.kind === "column" ? typeText(spec.type) : `Tensor('${spec.dtype}', ${tupleText(spec.shape)})`;

type Spec = ColSpec | TensorSpec;

interface Row {
  readonly name: string;
  readonly spec: Spec;
}

function rowsOf(specs: readonly Spec[]): ReadonlyMap<SpecKey, Row> {
  const keys = specKeys(specs);
  return new Map(specs.map((spec, index) => [must(keys[index]), { name: nameText(spec.name, index, specs.length), spec }]));
}

/** As many names as show where two orders part. */
const SHOWN_NAMES = 3;

/** The order of the rows that both have; null where it is the same. */
function diffOrder(old: ReadonlyMap<SpecKey, Row>, fresh: ReadonlyMap<SpecKey, Row>): Pick<SignatureDifference, "before" | "after"> | null {
  const common = [...old.keys()].filter((key) => fresh.has(key));
  const now = [...fresh.keys()].filter((key) => old.has(key));
  const first = common.findIndex((key, place) => key !== now[place]);
  if (first === -1) return null;
  const shown = (keys: readonly SpecKey[]) =>
    `${first === 0 ? "" : "…, "}${keys
      .slice(first, first + SHOWN_NAMES)
      .map((key) => must(old.get(key)?.name))
      .join(", ")}${keys.length > first + SHOWN_NAMES ? ", …" : ""}`;
  return { before: shown(common), after: shown(now) };
}

function diffSpecs(side: "inputs" | "outputs", before: readonly Spec[], after: readonly Spec[]): SignatureDifference[] {
  const [old, fresh] = [rowsOf(before), rowsOf(after)];
  const differences: SignatureDifference[] = [];
  for (const [key, { name, spec }] of old) {
    const other = fresh.get(key)?.spec;
    if (other === undefined) {
      differences.push({ side, kind: "removed", key, name, before: specText(spec), after: "" });
      continue;
    }
    if (specText(spec) !== specText(other))
      differences.push({ side, kind: "type", key, name, before: specText(spec), after: specText(other) });
    const requiredness = (item: Spec) => (item.kind === "tensor" || item.required ? "required" : "optional");
    if (requiredness(spec) !== requiredness(other))
      differences.push({ side, kind: "required", key, name, before: requiredness(spec), after: requiredness(other) });
  }
  for (const [key, { name, spec }] of fresh)
    if (!old.has(key)) differences.push({ side, kind: "added", key, name, before: "", after: specText(spec) });
  const order = diffOrder(old, fresh);
  return order === null ? differences : [...differences, { side, kind: "order", key: "", name: "", ...order }];
}

function diffParams(before: readonly ParamSpec[], after: readonly ParamSpec[]): SignatureDifference[] {
  const differences: SignatureDifference[] = [];
  const typeOf = ({ type, shape }: ParamSpec) => `${typeText(type)}${shape === null ? "" : " (-1,)"}`;
  const add = (kind: "added" | "removed" | "type" | "default", { name }: ParamSpec, from: string, to: string) =>
    differences.push({ side: "params", kind, key: jsonDumps(name), name, before: from, after: to });
  for (const param of before) {
    const other = after.find(({ name }) => name === param.name);
    if (other === undefined) add("removed", param, typeOf(param), "");
    else if (typeOf(param) !== typeOf(other)) add("type", param, typeOf(param), typeOf(other));
    else if (jsonDumps(param.default) !== jsonDumps(other.default))
      add("default", param, jsonDumps(param.default), jsonDumps(other.default));
  }
  for (const param of after) if (!before.some(({ name }) => name === param.name)) add("added", param, "", typeOf(param));
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
