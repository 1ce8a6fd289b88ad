import { defined } from "../../defined.ts";
import type { ColSpec, DataType, Schema } from "../../mlflow/types.ts";
import type { ColumnName } from "../../python/value.ts";
import type { Frame, FrameColumn } from "../model-input.ts";
import { isSameName } from "../same-name.ts";
import type { Refusal } from "../verdict.ts";
import { type AdviceRequest, type ColumnRequest, isTaken } from "./advice-request.ts";
import type { Cast } from "./cast.ts";
import { castsTo } from "./casts.ts";
import { plainCells } from "./cells.ts";
import { applyPlan, type Plan } from "./plan.ts";
import { type SpecChange, specPosition } from "./schema-changes.ts";

const columnOf = (frame: Frame, name: ColumnName): FrameColumn | null => {
  const [only, second] = frame.columns.filter((column) => isSameName(column.name, name));
  return second === undefined ? (only ?? null) : null;
};

/** The casts of one column after which it is accepted under a type, in order of least change. */
function acceptedCasts(column: FrameColumn, spec: ColSpec, target: DataType, request: AdviceRequest): readonly Cast[] {
  if (Array.isArray(column.name) || column.undecided !== undefined) return [];
  const known = column.series.cells === null ? null : plainCells(column.series.cells);
  const cells = known ?? request.cells(column.name);
  const { name, series, evidence } = column;
  const usable = cells !== null && cells.length === series.length ? cells : null;
  const casts = castsTo({ name, series, ...defined({ evidence }), cells: usable }, target);
  const type = { kind: "scalar", name: target } as const;
  const ofColumn: Schema = { kind: "columns", specs: [{ kind: "column", name, type, required: spec.required }] };
  return casts.filter((cast) => {
    const plan: Plan = { steps: [], casts: [[name, cast]] };
    const made = applyPlan({ kind: "frame", columns: [column], rowCount: column.series.length }, plan);
    return cast.result.length > 0 === column.series.length > 0 && isTaken(request.check(made, ofColumn));
  });
}

/** What solves one refusal of data that has its structure: a cast, a change of the signature, or both. */
export interface Solution {
  readonly refusal: Refusal;
  readonly lossless: Cast | null;
  readonly lossy: Cast | null;
  readonly both: { readonly cast: Cast; readonly change: SpecChange } | null;
}

/** Types that a column comes as after a cast which its own type asks for. */
const NATURAL: readonly DataType[] = ["long", "double", "datetime", "boolean", "string"];

function bothOf(column: FrameColumn, spec: ColSpec, position: number, request: AdviceRequest): Solution["both"] {
  const { kind, name } = column.series.dtype;
  // pandas' own integers with a missing cell are a double only once they are cast.
  const isNullable = column.series.hasMissing && /^(U?Int\d+|boolean)$/.test(name);
  const needsCast =
    isNullable ||
    name === "category" ||
    kind === "m" ||
    kind === "U" ||
    kind === "u" ||
    (kind === "M" && /, /.test(name)) ||
    name.endsWith("[pyarrow]");
  if (!needsCast) return null;
  for (const target of NATURAL) {
    if (spec.type.kind === "scalar" && spec.type.name === target) continue;
    const cast = acceptedCasts(column, spec, target, request).find(({ loses }) => !loses);
    if (cast === undefined) continue;
    const type = { kind: "scalar", name: target } as const;
    return {
      cast,
      change: {
        column: column.name,
        position,
        change: (one) => ({ ...one, type }),
        words: (columns) => `Declare ${columns} as ${target}`,
        consequence: ["The model must handle this type."],
      },
    };
  }
  return null;
}

export function solutionOf(refusal: Refusal, frame: Frame, request: ColumnRequest): Solution {
  const { column: name } = refusal;
  const names = frame.columns.map((one) => one.name);
  const position = name === undefined ? -1 : specPosition(request.schema, name, names);
  const spec = request.schema.specs[position];
  const column = name === undefined ? null : columnOf(frame, name);
  if (spec?.type.kind !== "scalar" || column === null) return { refusal, lossless: null, lossy: null, both: null };
  const casts = acceptedCasts(column, spec, spec.type.name, request);
  return {
    refusal,
    lossless: casts.find(({ loses }) => !loses) ?? null,
    lossy: casts.find(({ loses }) => loses) ?? null,
    both: bothOf(column, spec, position, request),
  };
}
