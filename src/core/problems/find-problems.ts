import { DATA_SIDES } from "../mlflow/parts.ts";
import type { ColumnDescription } from "../profile/describe.ts";
import type { Rename } from "../python/preprocessing.ts";
import type { DataSide, Problem, Severity, SignInput, SigningResult } from "../signers/signer.ts";
import type { Verdict } from "../validation/verdict.ts";
import { type ComparisonData, columnsOf, type ProblemContext } from "./context.ts";
import { givenParamsProblems } from "./given-signature.ts";
import { RULES } from "./registry.ts";

/** What may be known besides what is signed; more of it finds more problems. */
export interface FurtherEvidence {
  /** Other data for the inputs, such as a test set. */
  readonly comparison?: readonly ComparisonData[];
  readonly profiles?: Readonly<Partial<Record<DataSide, readonly (ColumnDescription | null)[]>>>;
  /** What a check in full said of the files, checked against the signature that was given for them. */
  readonly verdicts?: Readonly<Partial<Record<DataSide, readonly Verdict[]>>>;
}

const WEIGHTS: readonly Severity[] = ["stops", "warns", "notes"];

function contextOf(side: DataSide, given: SignInput, { sides, problems }: SigningResult, further: FurtherEvidence): ProblemContext | null {
  const [input, result] = [given[side], sides[side]];
  // The rules are about pandas' reading.
  if (input === undefined || result === undefined || result.readBy !== undefined) return null;
  const otherSide = side === "inputs" ? "outputs" : "inputs";
  const [otherInput, otherResult] = [given[otherSide], sides[otherSide]];
  return {
    side,
    input,
    result,
    reported: problems.filter((problem) => problem.side === side),
    columns: columnsOf(input, result),
    options: input.read?.options ?? new Map(),
    other: otherInput === undefined || otherResult === undefined ? null : { input: otherInput, result: otherResult },
    comparison: (further.comparison ?? []).map((data) => renamedComparison(data, input.preprocessing?.rename)),
    profile: further.profiles?.[side] ?? null,
    verdicts: further.verdicts?.[side] ?? null,
  };
}

/** Other data goes the way of the side's own: its columns get the same names. */
function renamedComparison(data: ComparisonData, rename: Rename | undefined): ComparisonData {
  if (rename === undefined) return data;
  return { ...data, columns: data.columns.map((column) => ({ ...column, name: rename.get(column.name) ?? column.name })) };
}

/** Where the table begins further down, its columns are not those that were read: what is odd about them is not reported. */
function withoutMisread(found: readonly Problem[]): readonly Problem[] {
  const misread = new Set(found.flatMap(({ kind, side }) => (kind === "lines-above-the-header" ? [side] : [])));
  return found.filter(({ side, columns, severity }) => !misread.has(side) || columns.length === 0 || severity === "stops");
}

/** A cast of columns next to one dtype for all of them is not a DataFrame.astype. */
const fitting = (problem: Problem, { input }: ProblemContext): Problem =>
  typeof input.preprocessing?.astype === "string" ? { ...problem, fixes: problem.fixes.filter(({ kind }) => kind !== "astype") } : problem;

/**
 * Every problem of what was signed, the gravest first: what the signer reported, and what the rules find in the evidence. One problem a cause,
 * with all columns that it touches. Never throws, and reads nothing.
 *
 * @example
 * problemsOf({ inputs: { dataset } }, signer.sign({ inputs: { dataset } })).map(({ kind }) => kind);
 * // → ["leading-zeros", "integers-may-be-missing", "missing-side"]
 */
export function problemsOf(given: SignInput, result: SigningResult, further: FurtherEvidence = {}): readonly Problem[] {
  const contexts = DATA_SIDES.flatMap((side) => contextOf(side, given, result, further) ?? []);
  const found = RULES.flatMap((rule) => contexts.flatMap((context) => rule(context).map((problem) => fitting(problem, context))));
  const all = [...result.problems, ...withoutMisread(found), ...givenParamsProblems(given.params, result)];
  return WEIGHTS.flatMap((weight) => all.filter(({ severity }) => severity === weight));
}
