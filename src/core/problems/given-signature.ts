import { must } from "../defined.ts";
import { type Text, text } from "../errors.ts";
import type { Schema } from "../mlflow/types.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import type { ColumnMessage, Fix, Problem, SigningResult } from "../signers/signer.ts";
import { enforceParams } from "../validation/enforce-params.ts";
import type { Refusal, Verdict } from "../validation/verdict.ts";
import { type ProblemContext, these } from "./context.ts";
import { problem } from "./make-problem.ts";
import { byCause, predictVerdict, scoringVerdicts } from "./verdicts.ts";

/** A way into the model, in the words of its refusals. */
interface WayWords {
  readonly kind: string;
  readonly severity: Problem["severity"];
  readonly subject: Text;
}

function wordsOf({ via, isEnforced }: Verdict): WayWords {
  if (!isEnforced)
    return {
      kind: "file-refused-as-outputs",
      severity: "warns",
      subject: ["MLflow does not enforce outputs; by the rules that it has for inputs it would refuse"],
    };
  return via === "predict"
    ? { kind: "file-refused", severity: "stops", subject: ["MLflow's predict refuses"] }
    : { kind: "file-refused-by-scoring", severity: "warns", subject: ["The scoring server refuses"] };
}

const namesIn = (found: readonly { readonly column?: ColumnName }[]): readonly ColumnName[] => [
  ...new Set(found.flatMap(({ column }) => (column === undefined ? [] : [column]))),
];

/** What each column's own refusal says, where there are several. */
function eachOf(refusals: readonly Refusal[]): { readonly each?: readonly ColumnMessage[] } {
  const each = refusals.flatMap(({ column, message }) => (column === undefined ? [] : [{ column, message }]));
  return each.length > 1 ? { each } : {};
}

/** The dtype that `predict` takes as a type of a signature. */
const DTYPES: ReadonlyMap<string | undefined, string> = new Map([
  ["double", "float64"],
  ["float", "float32"],
  ["long", "int64"],
  ["integer", "int32"],
  ["boolean", "bool"],
  ["string", "str"],
]);

/** The cast to what the signature declares, where the data is taken once it is made. */
function castFixes(context: ProblemContext, schema: Schema, columns: readonly ColumnName[], declared: string | undefined): readonly Fix[] {
  const { input } = context;
  const { preprocessing = {} } = input;
  const dtype = DTYPES.get(declared);
  if (dtype === undefined || columns.length === 0 || typeof preprocessing.astype === "string") return [];
  const astype = new Map([...(preprocessing.astype ?? []), ...columns.map((column) => [String(column), dtype] as const)]);
  const { refusals, undecided } = predictVerdict({ ...context, input: { ...input, preprocessing: { ...preprocessing, astype } } }, schema);
  const isCured = [...refusals, ...undecided].every(({ column }) => column !== undefined && !columns.includes(column));
  const consequence = "The data is cast to what the signature declares before the model gets it.";
  return isCured ? [{ kind: "astype", columns, dtype, label: `Cast to ${declared}`, consequence }] : [];
}

function refused(context: ProblemContext, schema: Schema, verdict: Verdict): readonly Problem[] {
  const { kind, severity, subject } = wordsOf(verdict);
  return [...byCause(verdict.refusals).values()].flatMap((refusals) => {
    const first = must(refusals[0]);
    const columns = namesIn(refusals);
    const message = text`${subject} the file${columns.length > 1 ? text` for ${columns.length} columns` : ""}: ${first.message}`;
    const fixes = severity === "stops" ? castFixes(context, schema, columns, first.expected) : [];
    return [{ ...problem(context, kind, severity, columns, message, fixes), ...eachOf(refusals) }];
  });
}

/** Of a verdict that only Python can give: why. */
function undecidedProblems(context: ProblemContext, { kind, undecided }: Verdict): readonly Problem[] {
  const [first] = undecided;
  if (kind !== "undecided" || first === undefined) return [];
  const message = text`It is undecided whether MLflow accepts the file: ${first.message}`;
  return [problem(context, "file-undecided", "warns", namesIn(undecided), message)];
}

/** What the evidence leaves open is reported as undecided, until a full check settles it. */
function unsettled(context: ProblemContext, { kind, undecided }: Verdict): readonly Problem[] {
  if (kind !== "undecided") return [];
  const columns = namesIn(undecided);
  const what = columns.length === 0 ? "it" : columns.length === 1 ? "a column" : `${columns.length} columns`;
  const message = text`The counts do not show whether MLflow accepts ${what}. The check of this data will, once you use this signer.`;
  return [problem(context, "file-unsettled", "notes", columns, message)];
}

function extra(context: ProblemContext, { extra: columns }: Verdict): readonly Problem[] {
  if (columns.length === 0) return [];
  const message = text`${these(columns, "is", "are")} not in the signature: MLflow drops what it does not declare.`;
  return [problem(context, "column-extra", "warns", columns, message)];
}

/** Both ways in, as far as the counts decide; whatever depends on another reading is left to whoever can read. */
function evidenceVerdicts(context: ProblemContext, schema: Schema): readonly Verdict[] {
  return [predictVerdict(context, schema), ...(context.side === "inputs" ? scoringVerdicts(context, schema) : [])];
}

/**
 * What MLflow's enforcement says of files whose signature was given by hand, both ways into the model: what it refuses, what it drops.
 * The verdicts are those of a check in full where there was one; without it those that the evidence settles.
 */
export function givenSignatureRule(context: ProblemContext): readonly Problem[] {
  const { result, verdicts } = context;
  const { schema, isGiven = false } = result;
  if (!isGiven || schema === null) return [];
  const [predict, ...others] = verdicts ?? evidenceVerdicts(context, schema);
  if (predict === undefined) return [];
  const all = [predict, ...others];
  return [
    ...all.flatMap((verdict) => refused(context, schema, verdict)),
    ...(verdicts === null ? unsettled(context, predict) : all.flatMap((verdict) => undecidedProblems(context, verdict))),
    ...extra(context, predict),
  ];
}

/** {@link givenSignatureRule} for params: what MLflow refuses of them, and those that it ignores. */
export function givenParamsProblems(params: PythonValue | undefined, { params: signed, signature }: SigningResult): readonly Problem[] {
  if (params === undefined || signed?.isGiven !== true) return [];
  const { refusals, extra: unknown } = enforceParams(params, signature.params);
  const about = { side: "params", fixes: [] } as const;
  return [
    ...refusals.map(
      ({ column, message }): Problem => ({
        ...about,
        kind: "params-refused",
        severity: "stops",
        columns: column === undefined ? [] : [column],
        message: text`MLflow's predict refuses the params: ${message}`,
      }),
    ),
    ...(unknown.length === 0
      ? []
      : [
          {
            ...about,
            kind: "param-extra",
            severity: "warns",
            columns: unknown,
            message: text`${unknown.length === 1 ? "A param is" : text`${unknown.length} params are`} not in the signature: MLflow ignores what it does not declare.`,
          } as const,
        ]),
  ];
}
