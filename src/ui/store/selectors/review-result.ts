import { defined } from "../../../core/defined.ts";
import type { SideBase } from "../../../core/edit/apply-edits.ts";
import type { DataSide } from "../../../core/edit/edit.ts";
import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import { type SpecKey, specKeys } from "../../../core/mlflow/spec-keys.ts";
import { sharedReason, withoutQuotations } from "../../../core/review/reason.ts";
import type { Review, SharedProblem, SideCounts, SideProvenance, SideReasons } from "../../../core/review/review.ts";
import { VERSIONS } from "../../../core/review/versions.ts";
import type { Problem, SideResult, SigningResult } from "../../../core/signers/signer.ts";
import type { State } from "../state/shown-state.ts";
import { answerOf, type SideState } from "../state/side-state.ts";

function reportsOf({ specs }: SideBase, counts: SideCounts | undefined, reasons: SideReasons): readonly SpecReport[] {
  const keys = specKeys(specs);
  return specs.map((spec, index): SpecReport => {
    const counted = counts?.get(keys[index] ?? "");
    const missing = counted === undefined || counted.missing === 0 ? null : { count: counted.missing, firstRow: null };
    const reason = reasons.get(keys[index] ?? "");
    return {
      ...defined({ name: spec.name }),
      spec,
      dtype: "",
      steps: [],
      missing,
      ...defined({ isUncounted: counted === undefined || undefined, reason }),
    };
  });
}

function sideOf(base: SideBase | null, review: Review, side: DataSide): SideResult | undefined {
  if (base === null) return undefined;
  const rowCount = review.provenance[side]?.rows ?? null;
  return {
    schema: base.schema,
    failure: null,
    integerHint: false,
    rowCount,
    specs: reportsOf(base, review.counts[side], review.reasons[side]),
  };
}

/** A review as a result: its rows, with the counts and reasons that it contains. */
export function resultOfReview(review: Review): SigningResult {
  const { base } = review;
  const inputs = sideOf(base.inputs, review, "inputs");
  const outputs = sideOf(base.outputs, review, "outputs");
  return {
    signature: { inputs: base.inputs?.schema ?? null, outputs: base.outputs?.schema ?? null, params: base.params },
    sides: defined({ inputs, outputs }),
    ...(base.params === null
      ? {}
      : { params: { schema: base.params, failure: null, specs: base.params.params, refusals: [], surprises: [] } }),
    // Their fixes need the file.
    problems: review.problems.map(({ message, ...problem }) => ({ ...problem, message: [message], fixes: [] })),
  };
}

function provenanceOf(side: SideState, before: SideProvenance | undefined): SideProvenance | undefined {
  const answer = answerOf(side);
  if (answer === null) return before;
  const { files, settings, preprocessing, summary } = answer;
  return { files: files.map(({ name }) => name), rows: summary.rowCount, format: summary.format, options: settings.options, preprocessing };
}

const isReadHere = ({ inputs, outputs }: State["sides"]): boolean => answerOf(inputs) !== null || answerOf(outputs) !== null;

/** The signer's config as JSON, with the name but not the source of a user's module. If nothing was signed here, that of the review. */
function strategyOf({ sides, signer }: Pick<State, "sides" | "signer">, before: Review | null): string {
  if (before !== null && !isReadHere(sides)) return before.provenance.strategy;
  return JSON.stringify(signer.choice, (key, value: unknown) => (key === "source" ? undefined : value));
}

/** How many cells of each column are missing, and which row decided its type: numbers, never cell values. */
function countsOf(side: SideResult | undefined): SideCounts | undefined {
  if (side === undefined || side.specs.every(({ isUncounted }) => isUncounted === true)) return undefined;
  const keys = specKeys(side.specs);
  return new Map(
    side.specs.flatMap(({ missing, steps, isUncounted }, index) => {
      const at = steps.findLast((step) => step.at !== undefined)?.at;
      const row = defined({ decidingRow: at && at.row + 1 });
      return isUncounted === true ? [] : [[keys[index] ?? "", { missing: missing?.count ?? 0, ...row }] as const];
    }),
  );
}

/** Characters of distinct reasons in a link, at most: 10,000 columns of a usual table need a tenth. */
const MOST_REASONS = 400_000;
const MOST_PROBLEMS = 500;
/** A message may name columns, whose names may be of any length. */
const MOST_CHARACTERS = 2_000;

const cut = (line: string) => (line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1)}…` : line);

/** Why the columns of both sides have their types, in sentences without cell values, as far as there is room. */
function reasonsOf(inferred: SigningResult["sides"] | undefined): Pick<Review, "reasons"> & { readonly leftOut: number } {
  const known = new Set<string>();
  let [room, leftOut] = [MOST_REASONS, 0];
  const sideReasons = (specs: readonly SpecReport[]): SideReasons => {
    const reasons = new Map<SpecKey, readonly string[]>();
    const keys = specKeys(specs);
    for (const [index, spec] of specs.entries()) {
      const reason = sharedReason(spec).map(cut);
      if (reason.length === 0) continue;
      const written = reason.join("\n");
      if (!known.has(written)) room -= written.length;
      if (room < 0) leftOut += 1;
      else reasons.set(keys[index] ?? "", reason);
      known.add(written);
    }
    return reasons;
  };
  const reasons = { inputs: sideReasons(inferred?.inputs?.specs ?? []), outputs: sideReasons(inferred?.outputs?.specs ?? []) };
  return { reasons, leftOut };
}

const sharedProblem = ({ kind, severity, side, columns, message }: Problem): SharedProblem => ({
  kind,
  severity,
  side,
  columns,
  message: cut(withoutQuotations(message)),
});

/** The page as a review: what was inferred, why and from which files, problems, edits and comments; counts only if asked for. */
export function reviewOfPage(
  state: Pick<State, "sides" | "signer" | "environment">,
  inferred: SigningResult["sides"] | undefined,
  { base, edits, comments }: Pick<Review, "base" | "edits" | "comments">,
  problems: readonly Problem[],
  { hasCounts, before, date }: { readonly hasCounts: boolean; readonly before: Review | null; readonly date: Date },
): Review {
  const inputs = provenanceOf(state.sides.inputs, before?.provenance.inputs);
  const outputs = provenanceOf(state.sides.outputs, before?.provenance.outputs);
  const { reasons, leftOut } = reasonsOf(inferred);
  return {
    base,
    edits,
    comments,
    provenance: {
      ...defined({ inputs, outputs }),
      strategy: strategyOf(state, before),
      versions: { ...VERSIONS, ...state.environment.environment },
      date: date.toISOString(),
    },
    counts: hasCounts ? defined({ inputs: countsOf(inferred?.inputs), outputs: countsOf(inferred?.outputs) }) : {},
    reasons,
    problems: problems.slice(0, MOST_PROBLEMS).map(sharedProblem),
    leftOut:
      before !== null && !isReadHere(state.sides)
        ? before.leftOut
        : { reasons: leftOut, problems: Math.max(0, problems.length - MOST_PROBLEMS) },
  };
}
