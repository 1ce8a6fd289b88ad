import { text } from "../errors.ts";
import { isFallback } from "../mlflow/fallback.ts";
import type { ColumnName } from "../python/value.ts";
import type { DataSide, Fix, Problem, SideInput, SideResult, SpecReport } from "./signer.ts";

/** Signs a side in another way, to see whether a fix would hold. */
export type SignSide = (input: SideInput) => SideResult;

const INTEGERS = new Set(["integer", "long"]);
const NUMBERS = new Set(["integer", "long", "float", "double", "boolean"]);

const nameOf = ({ name }: SpecReport): ColumnName => name ?? null;

const CASTS: readonly Omit<Extract<Fix, { kind: "astype" }>, "columns">[] = [
  { kind: "astype", dtype: "float64", label: "Cast to double", consequence: "Numbers keep 15 to 17 digits." },
  { kind: "astype", dtype: "str", label: "Cast to text", consequence: "Every cell is handed over as a string." },
];

/** Whether a side signs once some columns are cast: a fix that would fail is not offered. */
function signsWith(input: SideInput, columns: readonly ColumnName[], dtype: string, signSide: SignSide): boolean {
  const before = input.astype instanceof Map ? [...input.astype] : [];
  const astype = new Map([...before, ...columns.map((column) => [String(column), dtype] as const)]);
  return signSide({ ...input, astype }).failure === null;
}

function fallbackFixes(input: SideInput, offenders: readonly ColumnName[], columnCount: number, signSide: SignSide): Fix[] {
  if (offenders.length === 0 || input.dataset.kind !== "table" || typeof input.astype === "string") return [];
  const casts = CASTS.filter(({ dtype }) => signsWith(input, offenders, dtype, signSide)).map(
    (cast): Fix => ({ ...cast, columns: offenders }),
  );
  if (offenders.length === columnCount) return casts;
  return [
    ...casts,
    {
      kind: "drop",
      columns: offenders,
      label: "Drop",
      consequence: "The columns are no part of the signature; MLflow leaves them out of what the model gets.",
    },
  ];
}

/** What made MLflow give up, or kept a side from being signed: one problem for all columns that did. */
export function failureProblem(side: DataSide, input: SideInput, { failure, specs, schema }: SideResult, signSide: SignSide): Problem[] {
  if (failure === null) return [];
  const columns = specs.filter(({ offence }) => offence !== undefined).map(nameOf);
  if (failure.stage !== "infer" || !isFallback(schema))
    return [{ kind: failure.stage, severity: "stops", side, columns, message: failure.error.message, fixes: [] }];
  const message = [
    ...text`MLflow writes any for all ${specs.length} columns, and nothing would be validated. Cause: `,
    ...failure.error.message,
  ];
  const fixes = fallbackFixes(input, columns, specs.length, signSide);
  return [{ kind: "any-fallback", severity: "stops", side, columns, message, fixes }];
}

/** scikit-learn's `predict` returns an array, which a CSV of its numbers does not tell: both signatures are shown. */
export function arrayProblem(side: DataSide, input: SideInput, result: SideResult, signSide: SignSide): Problem[] {
  const { dataset, to } = input;
  const isNumeric =
    result.specs.length > 0 &&
    result.specs.every(({ spec }) => spec?.kind === "column" && spec.type.kind === "scalar" && NUMBERS.has(spec.type.name));
  if (side !== "outputs" || to !== undefined || !isNumeric || dataset.kind !== "table" || dataset.columns[0]?.evidence.kind !== "text")
    return [];
  const form = result.specs.length === 1 ? "column" : "numpy";
  const [tensor] = signSide({ ...input, to: form }).schema?.specs ?? [];
  if (tensor?.kind !== "tensor") return [];
  const columns = result.specs
    .map(({ name, spec }) => `${String(name)}: ${spec?.kind === "column" && spec.type.kind === "scalar" ? spec.type.name : ""}`)
    .join(", ");
  const shape = `(${tensor.shape.join(", ")}${tensor.shape.length === 1 ? "," : ""})`;
  return [
    {
      kind: "outputs-often-array",
      severity: "notes",
      side,
      columns: [],
      message: text`scikit-learn's predict usually returns an array. As the table it is ${columns}; as the array, Tensor('${tensor.dtype}', ${shape}).`,
      fixes: [
        {
          kind: "to",
          to: form,
          label: "Sign as the array",
          consequence: "The outputs are signed as what predict returned before it was written to a file.",
        },
      ],
    },
  ];
}

/** MLflow's own hint on integer columns, as a note: it fires on half of all files. */
export function integerProblem(side: DataSide, { integerHint, specs }: SideResult): Problem[] {
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
