import { CURRENT } from "../environment/environment.ts";
import type { FileDisagreement } from "../evidence/dataset.ts";
import { environmentOf } from "../evidence/in-environment.ts";
import type { FileLayout } from "../evidence/parts-evidence.ts";
import type { ColSpec, ColumnType } from "../mlflow/types.ts";
import type { FittingFiles } from "../signers/signer.ts";
import { enforceDatatype, NeedsNumbers } from "../validation/enforce-datatype.ts";
import { Raised } from "../validation/raised.ts";
import { countedSeries, type Series } from "../validation/series.ts";
import type { ProblemContext } from "./context.ts";
import { type Inferred, inferredParts, takenSpec } from "./inferred-parts.ts";

type Answer = "taken" | "refused" | "unknown";

const isSameType = (left: ColumnType, right: ColumnType): boolean => JSON.stringify(left) === JSON.stringify(right);

/** What a series of one of several files may be: what was counted of the values is of all of them together. */
const ofOneFile = (series: Series): Series => ({ ...series, zeroOrOne: null, whole: null, withinNanoseconds: null });

/** Whether MLflow takes a column under a type from each of the files that are alike in it, or from none. */
function answerOf(name: string, { series, spec, parts }: Inferred, type: ColumnType): Answer {
  if (type.kind === "any") return "taken";
  // Lists and dicts depend on their values: what is inferred from all of them fits each.
  if (type.kind !== "scalar") return spec !== null && isSameType(spec.type, type) ? "taken" : "unknown";
  const counted = countedSeries(series, parts.evidence);
  const isText = type.name === "string" || type.name === "binary" || type.name === "boolean";
  // Objects of one file may be of one type, which pandas then finds.
  if (series.dtype.name === "object" && !isText && parts.fileCount > 1) return "unknown";
  try {
    enforceDatatype(name, counted, type.name);
    return "taken";
  } catch (error) {
    if (!(error instanceof Raised)) return "unknown";
  }
  try {
    enforceDatatype(name, parts.fileCount > 1 ? ofOneFile(counted) : counted, type.name);
    return "unknown";
  } catch (error) {
    if (error instanceof NeedsNumbers) return "unknown";
    return error instanceof Raised ? "refused" : "unknown";
  }
}

/** Columns as they may be declared; null: left out. In the order of the groups of the disagreement. */
type Candidate = readonly (ColSpec | null)[];

function answerOfLayout({ groups }: FileLayout, candidate: Candidate, inferred: readonly (readonly Inferred[])[]): Answer {
  const answers = candidate.map((spec, index): Answer => {
    if (spec === null) return "taken";
    const group = inferred[index]?.[groups[index] ?? -1];
    if (group === undefined) return spec.required ? "refused" : "taken";
    return answerOf(String(spec.name), group, spec.type);
  });
  if (answers.includes("refused")) return "refused";
  return answers.includes("unknown") ? "unknown" : "taken";
}

/** The files that a candidate fits, if that is known of every file and these are most of them. */
function fittingFiles(
  candidate: Candidate,
  layouts: readonly FileLayout[],
  total: number,
  inferred: readonly (readonly Inferred[])[],
): FittingFiles | null {
  let fileCount = 0;
  const refused: string[] = [];
  for (const layout of layouts) {
    const answer = answerOfLayout(layout, candidate, inferred);
    if (answer === "unknown") return null;
    if (answer === "taken") fileCount += layout.fileCount;
    else refused.push(...layout.files);
  }
  if (fileCount * 2 <= total) return null;
  return { schema: { kind: "columns", specs: candidate.filter((spec) => spec !== null) }, fileCount, refused: refused.slice(0, 5) };
}

/** What is inferred from the files of a layout alone, in the types that MLflow takes. */
function candidateOf({ groups }: FileLayout, inferred: readonly (readonly Inferred[])[]): Candidate | null {
  const specs = inferred.map((all, index) => {
    const group = all[groups[index] ?? -1];
    if (group === undefined) return null;
    return group.spec === null ? undefined : takenSpec(group.spec, [group]);
  });
  return specs.includes(undefined) ? null : (specs as Candidate);
}

/**
 * The columns that fit most files: by what most files have in each column, or by what the largest number of files have that are alike, whichever
 * MLflow takes from more files. Null where it takes neither from more than half of them, or where that depends on what only the files show.
 */
export function fitsMostOf(context: ProblemContext, disagreement: FileDisagreement, byColumn: Candidate): FittingFiles | null {
  const { layouts, groups, fileCount } = disagreement;
  const { dataset, preprocessing = {} } = context.input;
  const isAsRead = environmentOf(dataset) === CURRENT && Object.keys(preprocessing).length === 0;
  if (layouts === null || !isAsRead || groups.length !== byColumn.length) return null;
  const inferred = groups.map(({ name, alike }) => inferredParts(name, alike, context));
  if (inferred.includes(null)) return null;
  const known = inferred as readonly (readonly Inferred[])[];
  const largest = layouts.reduce((most, one) => (one.fileCount > most.fileCount ? one : most));
  const candidates = [byColumn, candidateOf(largest, known)].filter((one) => one !== null);
  const found = candidates.flatMap((candidate) => fittingFiles(candidate, layouts, fileCount, known) ?? []);
  return found.reduce<FittingFiles | null>((best, one) => (best === null || one.fileCount > best.fileCount ? one : best), null);
}
