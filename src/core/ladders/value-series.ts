import { defined } from "../defined.ts";
import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { type Text, text } from "../errors.ts";
import type { Sighting, Tally } from "../evidence/sighting.ts";
import type { ValueEvidence } from "../evidence/value-evidence.ts";
import { mergeValues, NO_VALUES } from "../evidence/value-merge.ts";
import type { ColumnName } from "../python/value.ts";
import type { LadderStep, SeriesOutcome } from "./pandas.ts";
import { readRefusal } from "./refusal.ts";
import { inferObjects, MISSING_SCALARS } from "./value-objects.ts";

/**
 * A column of Python values as the DataFrame constructor keeps it: ints, floats and bools of one kind become a numpy dtype,
 * strings pandas' `str`, all else stays objects. `rowCount` is the frame's.
 * Refused: text that Arrow, which has `str` since pandas 3, cannot encode.
 * Source: `pandas/core/internals/construction.py convert_object_array`.
 */
export function seriesFromValues(
  name: ColumnName,
  values: ValueEvidence,
  rowCount: number,
  environment: Environment = CURRENT,
): SeriesOutcome {
  const dtype = inferObjects(values);
  if (dtype.name === "str" && values.loneSurrogate && has(environment, "textDtype")) return unencodable(name, values.loneSurrogate);
  const missing = missingValues(values);
  return {
    kind: "series",
    series: {
      name,
      dtype,
      length: rowCount,
      ...defined({ missing, values: dtype.kind === "O" ? values : undefined }),
      steps: stepsOf(values),
    },
  };
}

function unencodable(name: ColumnName, { row, sample }: Sighting): SeriesOutcome {
  const message = text`'utf-8' codec can't encode a lone surrogate: row ${row + 1} has ${sample ?? "one"}.`;
  return readRefusal(name, message, "UnicodeEncodeError");
}

/** The values that MLflow holds to be missing, counted together. */
export function missingValues({ scalars }: ValueEvidence): Tally | undefined {
  return [...MISSING_SCALARS]
    .flatMap((scalar) => scalars.get(scalar) ?? [])
    .reduce<Tally | undefined>((sum, { count, first }) => {
      if (sum === undefined) return { count, first };
      return { count: sum.count + count, first: sum.first.row <= first.row ? sum.first : first };
    }, undefined);
}

/** The first value that is there, then all others: what is missing says nothing of a column by itself. */
function fromFirstFilled(parts: readonly Part[]): readonly Part[] {
  const filled = parts.findIndex(({ part }) => missingValues(part) === undefined);
  return filled < 1 ? parts : [parts[filled] as Part, ...parts.slice(0, filled), ...parts.slice(filled + 1)];
}

/** The dtypes that the column would have had, as each kind of value was first seen. */
function stepsOf(values: ValueEvidence): readonly LadderStep[] {
  const steps: LadderStep[] = [];
  let seen = NO_VALUES;
  let dtype: string | undefined;
  for (const { kind, first, part } of fromFirstFilled(partsOf(values))) {
    seen = mergeValues(seen, part, 0);
    const next = inferObjects(seen).name;
    if (dtype !== next) steps.push({ from: dtype ?? "", to: next, because: reason(kind, first), at: first });
    dtype = next;
  }
  return steps;
}

/** The Python types that were seen, each where it joined those before it, as a type hint would name them. */
export function pythonTypeSteps(values: ValueEvidence): readonly LadderStep[] {
  const steps: LadderStep[] = [];
  const types = new Set<string>();
  for (const { kind, first } of partsOf(values)) {
    const before = [...types].join(" | ");
    types.add(kind === "nan" ? "float" : kind);
    const after = [...types].join(" | ");
    if (before !== after) steps.push({ from: before, to: after, because: reason(kind, first), at: first });
  }
  return steps;
}

interface Part {
  readonly kind: string;
  readonly first: Sighting;
  readonly part: ValueEvidence;
}

/** The evidence taken apart by kind of value, in the order of first sighting. */
function partsOf({ scalars, integers, lists, arrays, dicts }: ValueEvidence): readonly Part[] {
  const parts: Part[] = [...scalars].map(([scalar, tally]) => ({
    kind: scalar,
    first: tally.first,
    part: { ...NO_VALUES, count: tally.count, scalars: new Map([[scalar, tally]]), ...(scalar === "int" && integers && { integers }) },
  }));
  if (lists) parts.push({ kind: "list", first: lists.tally.first, part: { ...NO_VALUES, lists } });
  if (arrays) parts.push({ kind: "numpy.ndarray", first: arrays.tally.first, part: { ...NO_VALUES, arrays } });
  if (dicts) parts.push({ kind: "dict", first: dicts.tally.first, part: { ...NO_VALUES, dicts } });
  return parts.sort((left, right) => left.first.row - right.first.row);
}

function reason(kind: string, { row, sample }: Sighting): Text {
  return text`Row ${row + 1} has ${withArticle(kind)}${sample ? text` (${sample})` : []}.`;
}

/** A Python type as a sentence has one: `an int`, `a str`, and `None` as it is. */
export const withArticle = (name: string): string => (name === "None" ? name : `${/^[aeio]/.test(name) ? "an" : "a"} ${name}`);
