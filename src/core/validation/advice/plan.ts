import { type Text, text } from "../../errors.ts";
import { columnLabel } from "../../ladders/infer-column.ts";
import { columnNameLiteral } from "../../python/repr.ts";
import type { ColumnName } from "../../python/value.ts";
import type { Frame, FrameColumn, ModelInput } from "../model-input.ts";
import { isSameName } from "../same-name.ts";
import { type Cast, saidOnce } from "./cast.ts";

/** The name under which the reference's reading is bound: a DataFrame, an array, a dict of arrays, or a JSON value. */
export type Variable = "df" | "array" | "arrays" | "data" | "params";

/** One change of the whole data: the lines that make it, and the data as it is then. */
export interface Step {
  readonly imports: readonly ("numpy" | "pandas")[];
  readonly lines: (variable: Variable) => readonly string[];
  readonly apply: (input: ModelInput) => ModelInput;
  readonly label: Text;
  readonly consequence: Text;
  readonly loses: boolean;
}

/** A change of the data: steps on the whole of it, then a cast for each of some columns. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly casts: readonly (readonly [ColumnName, Cast])[];
}

const IMPORTS = { numpy: "import numpy as np", pandas: "import pandas as pd" } as const;

function castLines(casts: Plan["casts"], variable: Variable): readonly string[] {
  const cell = (name: ColumnName) => `${variable}[${columnNameLiteral(name)}]`;
  const conditions = casts.flatMap(([name, { kept }]) => (kept === undefined ? [] : [kept(cell(name))]));
  const filter =
    conditions.length === 0
      ? []
      : [`${variable} = ${variable}[${conditions.length === 1 ? conditions[0] : conditions.map((one) => `(${one})`).join(" & ")}]`];
  const plain = casts.filter(([, { astype, kept }]) => astype !== undefined && kept === undefined);
  const dtypes = plain.map(([name, { astype }]) => `${columnNameLiteral(name)}: "${astype}"`).join(", ");
  const others = casts.filter(([, { astype, kept }]) => astype === undefined || kept !== undefined);
  return [
    ...filter,
    ...(plain.length === 0 ? [] : [`${variable} = ${variable}.astype({${dtypes}})`]),
    ...others.map(([name, { expression }]) => `${cell(name)} = ${expression(cell(name))}`),
  ];
}

/** The Python of a plan, with what it imports. */
export function planPython({ steps, casts }: Plan, variable: Variable): string {
  const needed = new Set([
    ...steps.flatMap(({ imports }) => imports),
    ...(casts.some(([, { needsPandas }]) => needsPandas) ? (["pandas"] as const) : []),
  ]);
  const imports = (["numpy", "pandas"] as const).filter((name) => needed.has(name)).map((name) => IMPORTS[name]);
  const lines = [...steps.flatMap((step) => step.lines(variable)), ...castLines(casts, variable)];
  return [...imports, ...(imports.length > 0 ? [""] : []), ...lines].join("\n");
}

function castColumn(column: FrameColumn, cast: Cast, rowCount: number): FrameColumn {
  // What was counted of the column before is not true of it any more.
  const { evidence: _, values: __, undecided: ___, ...kept } = column;
  return { ...kept, series: { ...cast.result, length: rowCount }, values: null };
}

/** Fewer rows: what is missing, and which values are kept, is not known of the others then. */
const shortened = (column: FrameColumn, rowCount: number): FrameColumn => ({
  ...column,
  series: { ...column.series, length: rowCount, missing: column.series.missing === 0 ? 0 : null, cells: null },
});

function applyCasts(frame: Frame, casts: Plan["casts"]): Frame {
  const dropped = casts.reduce(
    (most, [, { result, kept }]) => (kept === undefined ? most : Math.max(most, frame.rowCount - result.length)),
    0,
  );
  const rowCount = frame.rowCount - dropped;
  const columns = frame.columns.map((column) => {
    const cast = casts.find(([name]) => isSameName(name, column.name))?.[1];
    if (cast !== undefined) return castColumn(column, cast, rowCount);
    return dropped === 0 ? column : shortened(column, rowCount);
  });
  return { ...frame, columns, rowCount };
}

/** The data as a plan's Python leaves it. */
export function applyPlan(input: ModelInput, { steps, casts }: Plan): ModelInput {
  const made = steps.reduce((before, step) => step.apply(before), input);
  return made.kind === "frame" && casts.length > 0 ? applyCasts(made, casts) : made;
}

const joined = (parts: readonly Text[], between: string): Text => parts.flatMap((part, index) => (index === 0 ? part : [between, ...part]));

/** Columns that are named in a label, at most. */
const NAMED = 4;

/** The columns that something is done to alike: "a", "a and b", or the first of them and how many more there are. */
export function namesOf(columns: readonly ColumnName[]): string {
  const [shown, more] = [columns.slice(0, NAMED).map(columnLabel), columns.length - NAMED];
  const last = more > 0 ? `${more} more` : shown.pop();
  return shown.length === 0 ? `${last}` : `${shown.join(", ")} and ${last}`;
}

/** "Cast a and b to float64" once for all that are cast alike, with what changes. */
function castWords(casts: Plan["casts"]): { readonly labels: readonly Text[]; readonly consequences: readonly Text[] } {
  const plain = new Map<string, ColumnName[]>();
  for (const [name, cast] of casts) if (cast.astype !== undefined) plain.set(cast.astype, [...(plain.get(cast.astype) ?? []), name]);
  const together = [...plain].filter(([, names]) => names.length > 1);
  const isTogether = (cast: Cast) => together.some(([dtype]) => dtype === cast.astype);
  const labels = [
    ...together.map(([dtype, names]) => text`Cast ${namesOf(names)} to ${dtype}`),
    ...casts.filter(([, cast]) => !isTogether(cast)).map(([, { label }]) => label),
  ];
  const lossy = casts.filter(([, { loses }]) => loses);
  const consequences = [
    ...lossy.map(([name, { consequence }]) => (casts.length > 1 ? text`${columnLabel(name)}: ${consequence}` : consequence)),
    ...casts.filter(([, { loses }]) => !loses).map(([, { consequence }]) => consequence),
  ];
  return { labels, consequences };
}

/** A plan in words. */
export function planWords({ steps, casts }: Plan): { readonly label: Text; readonly consequence: Text; readonly loses: boolean } {
  const words = casts.length === 0 ? { labels: [], consequences: [] } : castWords(casts);
  const labels = [...steps.map(({ label }) => label), ...words.labels];
  return {
    label: joined(labels, "; "),
    consequence: joined(saidOnce([...steps.map(({ consequence }) => consequence), ...words.consequences]), " "),
    loses: steps.some(({ loses }) => loses) || casts.some(([, { loses }]) => loses),
  };
}
