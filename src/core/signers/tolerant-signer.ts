import { must } from "../defined.ts";
import { text } from "../errors.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import { isFallback } from "../mlflow/fallback.ts";
import { makeSchema } from "../mlflow/schema.ts";
import { type ColSpec, DATA_TYPES, type DataType } from "../mlflow/types.ts";
import type { ColumnName } from "../python/value.ts";
import { inferSide } from "./infer-signer.ts";
import { fitsAny } from "./name-pattern.ts";
import { SideSigner } from "./side-signer.ts";
import type { DataSide, Problem, SideInput, SideResult, SignedSide } from "./signer.ts";
import { strategy } from "./strategy.ts";
import { z } from "./zod.ts";

const PATTERNS = z
  .array(z.string().min(1, "Name a column, or * for every column"))
  .describe("Names of columns; * matches any characters, ? one.");

const RULE = z
  .strictObject({
    when: z
      .strictObject({
        name: PATTERNS.optional(),
        type: z.array(z.enum(DATA_TYPES)).optional().describe("MLflow's types, as InferSigner finds them."),
        missing: z.boolean().optional().describe("Whether a cell of the column is missing in the file."),
      })
      .describe("The columns of the rule; all conditions must be true. {} is every column."),
    as: z.enum(["double", "long", "string"]).optional().describe("The type to declare."),
    required: z.boolean().optional().describe("Whether requests must have the column."),
  })
  .describe("A rule; a later one wins over an earlier.");

export const TOLERANT_CONFIG = z
  .strictObject({
    KIND: z.literal("TolerantSigner"),
    integers: z
      .union([z.enum(["double", "keep"]), PATTERNS])
      .default("double")
      .describe("Integer columns to declare as double, so that they may miss cells: all (double), none (keep), or by name."),
    optional: PATTERNS.default([]).describe("Columns that a request may leave out, by name; * matches any characters."),
    text: PATTERNS.default([]).describe("Columns that are identifiers: text, whatever their cells look like."),
    rules: z.array(RULE).default([]).describe("More rules, applied last and in order."),
  })
  .meta({
    title: "TolerantSigner",
    description: "InferSigner, then what MLflow advises for serving: integers as double, chosen columns optional, identifiers as text.",
  });

export type TolerantConfig = z.infer<typeof TOLERANT_CONFIG>;

type Rule = TolerantConfig["rules"][number];

/** The shorthands as rules, before the rules themselves. */
function rulesOf({ integers, optional, text: identifiers, rules }: TolerantConfig): readonly Rule[] {
  const wholes: DataType[] = ["integer", "long"];
  const names = typeof integers === "string" ? {} : { name: integers };
  return [
    ...(integers === "keep" ? [] : [{ when: { ...names, type: wholes }, as: "double" as const }]),
    ...(optional.length === 0 ? [] : [{ when: { name: optional }, required: false }]),
    ...(identifiers.length === 0 ? [] : [{ when: { name: identifiers }, as: "string" as const }]),
    ...rules,
  ];
}

/** Types that a declared one can stand for, if need be after a cast of the data. */
const STANDS_FOR: Readonly<Record<NonNullable<Rule["as"]>, readonly DataType[]>> = {
  double: ["integer", "long", "float", "double", "boolean"],
  long: ["integer", "long", "boolean"],
  string: ["boolean", "integer", "long", "float", "double", "string", "datetime"],
};

/** The cast that data needs before MLflow takes it for a declared type; null where it takes it as it is. Source: `_enforce_mlflow_datatype`. */
function castFor(as: NonNullable<Rule["as"]>, from: DataType, dtype: string): string | null {
  if (as === from) return null;
  if (as === "string") return "str";
  if (as === "long") return from === "boolean" ? "int64" : null;
  // MLflow widens integers to double up to 32 bits, and floats; wider ones it takes only for zeros and ones.
  return from === "float" || (from === "integer" && /int(8|16|32)/i.test(dtype)) || /^u?int32$/i.test(dtype) ? null : "float64";
}

/** A column under the rules, what it must be cast to, and rules that are not for its type. */
interface Ruled {
  readonly report: SpecReport;
  readonly cast: string | null;
  readonly unfit: boolean;
}

function typeName({ type }: ColSpec): DataType | null {
  return type.kind === "scalar" ? type.name : null;
}

function applies({ when }: Rule, name: ColumnName, type: DataType | null, hasMissing: boolean): boolean {
  if (when.name !== undefined && !fitsAny(columnLabel(name), when.name)) return false;
  if (when.type !== undefined && (type === null || !when.type.includes(type))) return false;
  return when.missing === undefined || when.missing === hasMissing;
}

function ruled(report: SpecReport, rules: readonly Rule[]): Ruled {
  const { spec, name, missing } = report;
  if (spec?.kind !== "column" || name === undefined) return { report, cast: null, unfit: false };
  const inferred = typeName(spec);
  const fitting = rules.filter((rule) => applies(rule, name, inferred, missing !== null));
  const required = fitting.findLast((rule) => rule.required !== undefined)?.required ?? spec.required;
  const as = fitting.findLast((rule) => rule.as !== undefined)?.as;
  const unfit = as !== undefined && (inferred === null || !STANDS_FOR[as].includes(inferred));
  const type = as === undefined || unfit ? spec.type : ({ kind: "scalar", name: as } as const);
  const changed: ColSpec = { ...spec, type, required };
  const cast = as === undefined || unfit || inferred === null ? null : castFor(as, inferred, report.dtype);
  if (type === spec.type || as === inferred) return { report: { ...report, spec: changed }, cast, unfit };
  const step = {
    from: inferred ?? "",
    to: must(as),
    because: text`The signer declares it, whatever the cells are.`,
    isDeclared: true as const,
  };
  return { report: { ...report, spec: changed, steps: [...report.steps, step] }, cast, unfit };
}

const HINTED: ReadonlySet<string> = new Set(["integer", "long"]);

/** What the data must be cast to before the model is called with a DataFrame; the scoring server casts by itself. */
function castProblems(side: DataSide, all: readonly Ruled[]): Problem[] {
  return [...new Set(all.flatMap(({ cast }) => cast ?? []))].map((dtype): Problem => {
    const columns = all.filter(({ cast }) => cast === dtype).map(({ report }) => report.name ?? null);
    const subject = columns.length === 1 ? "A column is" : `${columns.length} columns are`;
    const declared = dtype === "str" ? "string" : dtype === "float64" ? "double" : "long";
    return {
      kind: "cast-before-predict",
      // Without the cast predict refuses this very file.
      severity: side === "inputs" ? "warns" : "notes",
      side,
      columns,
      message:
        side === "inputs"
          ? text`${subject} declared ${declared}, and predict does not cast the file's data to ${dtype}. Cast the data before you train and before you predict. The scoring server casts CSV and JSON itself.`
          : text`${subject} declared ${declared}, but the file has other values, and MLflow does not enforce outputs. Let predict return ${dtype}.`,
      fixes: [{ kind: "astype", columns, dtype, label: `Cast to ${dtype}`, consequence: "The data is cast as the signature declares it." }],
    };
  });
}

function unfitProblems(side: DataSide, all: readonly Ruled[]): Problem[] {
  const columns = all.filter(({ unfit }) => unfit).map(({ report }) => report.name ?? null);
  if (columns.length === 0) return [];
  const message = text`A rule does not fit the type of ${columns.length === 1 ? "a column, which keeps its own" : `${columns.length} columns, which keep theirs`}: numbers and booleans become double, whole ones long, scalars text.`;
  return [{ kind: "rule-does-not-fit", severity: "warns", side, columns, message, fixes: [] }];
}

/**
 * InferSigner, then what MLflow's documentation advises for serving: integer columns as `double`, the only number that may be missing; chosen columns
 * optional; identifiers as text. Rules go by name, type, or whether a cell is missing in the file.
 *
 * Only named columns change: tensors, unnamed columns and MLflow's fallback stay. Where MLflow would not take the file's own data for the
 * declared type, a note names the cast. Source: "Handling Integers With Missing Values" in MLflow's guide to signatures.
 *
 * @example new TolerantSigner({ KIND: "TolerantSigner", integers: "double", optional: ["note"], text: ["*_id"], rules: [] })
 */
export class TolerantSigner extends SideSigner<TolerantConfig> {
  readonly KIND = "TolerantSigner";

  protected signSide(side: DataSide, input: SideInput): SignedSide {
    const inferred = inferSide(input);
    if (inferred.failure !== null || inferred.schema?.kind !== "columns" || isFallback(inferred.schema))
      return { result: inferred, problems: [] };
    const rules = rulesOf(this.config);
    const all = inferred.specs.map((report) => ruled(report, rules));
    const specs = all.map(({ report }) => report);
    const schema = makeSchema(specs.flatMap(({ spec }) => spec ?? []));
    const integerHint = specs.some(({ spec }) => spec?.kind === "column" && spec.type.kind === "scalar" && HINTED.has(spec.type.name));
    const result: SideResult = { ...inferred, schema, specs, integerHint };
    return { result, problems: [...castProblems(side, all), ...unfitProblems(side, all)] };
  }
}

export const TOLERANT_STRATEGY = strategy("TolerantSigner", TOLERANT_CONFIG, (config) => new TolerantSigner(config));
