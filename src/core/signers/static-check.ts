import { text } from "../errors.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import type { ColSpec, ColumnType, DataType, Schema, TensorSpec } from "../mlflow/types.ts";
import type { ColumnName } from "../python/value.ts";
import type { DataSide, Problem, SideResult } from "./signer.ts";

type Spec = ColSpec | TensorSpec;

/** Wider types that MLflow takes a type for, without a look at the values. Source: `_enforce_mlflow_datatype`. */
const WIDER: ReadonlyMap<DataType, readonly DataType[]> = new Map<DataType, readonly DataType[]>([
  ["integer", ["long", "double"]],
  ["float", ["double"]],
  ["string", ["binary"]],
]);

function takesType(declared: ColumnType, found: ColumnType): boolean {
  if (declared.kind === "any") return true;
  if (declared.kind !== "scalar" || found.kind !== "scalar") return JSON.stringify(declared) === JSON.stringify(found);
  return declared.name === found.name || (WIDER.get(found.name)?.includes(declared.name) ?? false);
}

function takesSpec(declared: Spec, found: Spec): boolean {
  if (declared.kind === "column") return found.kind === "column" && takesType(declared.type, found.type);
  if (found.kind !== "tensor" || declared.dtype !== found.dtype || declared.shape.length !== found.shape.length) return false;
  return declared.shape.every((size, axis) => size === -1 || found.shape[axis] === -1 || size === found.shape[axis]);
}

const key = ({ name }: { readonly name?: ColumnName }, index: number) => (name === undefined ? index : columnLabel(name));

/** Columns by cause, in the words of their problem. */
interface Cause {
  readonly kind: string;
  readonly severity: Problem["severity"];
  readonly words: (count: number) => Problem["message"];
}

const CAUSES = {
  absent: {
    kind: "column-missing",
    severity: "stops",
    words: (count) => text`${count} required columns of the signature are not in the file.`,
  },
  type: {
    kind: "type-differs",
    severity: "stops",
    words: (count) => text`${count} columns have another type in the file than in the signature.`,
  },
  extra: {
    kind: "column-extra",
    severity: "warns",
    words: (count) => text`${count} columns of the file are not in the signature: MLflow drops them.`,
  },
  gaps: {
    kind: "required-but-missing",
    severity: "warns",
    words: (count) => text`${count} required columns miss cells in the file.`,
  },
} as const satisfies Readonly<Record<string, Cause>>;

/**
 * A side held against a schema by name (by place where the schema has none), type and requiredness: a problem a cause, with every column that it touches.
 * It compares specs alone; what MLflow would make of the values is not its matter.
 */
export function heldAgainst(side: DataSide, { kind, specs: declared }: Schema, found: SideResult): readonly Problem[] {
  if (found.schema !== null && found.schema.kind !== kind) {
    const message = text`The signature has ${kind}, and the file holds ${found.schema.kind}.`;
    return [{ kind: "kind-differs", severity: "stops", side, columns: [], message, fixes: [] }];
  }
  const unnamed = declared.every(({ name }) => name === undefined);
  const byName = new Map<string | number, SpecReport>(found.specs.map((report, index) => [unnamed ? index : key(report, index), report]));
  const names: Record<keyof typeof CAUSES, ColumnName[]> = { absent: [], type: [], extra: [], gaps: [] };
  for (const [index, spec] of declared.entries()) {
    const report = byName.get(key(spec, index));
    byName.delete(key(spec, index));
    const required = spec.kind === "tensor" || spec.required;
    const name = spec.name ?? null;
    if (report === undefined) {
      if (required) names.absent.push(name);
    } else if (report.spec === null || !takesSpec(spec, report.spec)) names.type.push(name);
    else if (required && report.missing !== null && spec.kind === "column") names.gaps.push(name);
  }
  names.extra.push(...[...byName.values()].map(({ name }) => name ?? null));
  return (Object.keys(CAUSES) as (keyof typeof CAUSES)[])
    .filter((cause) => names[cause].length > 0)
    .map((cause): Problem => {
      const { kind, severity, words } = CAUSES[cause];
      return { kind, severity, side, columns: names[cause], message: words(names[cause].length), fixes: [] };
    });
}
