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
 * Refused: text that Arrow, which holds `str`, cannot encode.
 * Source: `pandas/core/internals/construction.py convert_object_array`.
 */
export function seriesFromValues(name: ColumnName, values: ValueEvidence, rowCount: number): SeriesOutcome {
  const dtype = inferObjects(values);
  if (dtype.name === "str" && values.loneSurrogate) return unencodable(name, values.loneSurrogate);
  const missing = missingValues(values);
  return {
    kind: "series",
    series: {
      name,
      dtype,
      length: rowCount,
      ...(missing && { missing }),
      ...(dtype.kind === "O" && { values }),
      steps: stepsOf(values),
    },
  };
}

function unencodable(name: ColumnName, { row, sample }: Sighting): SeriesOutcome {
  const message = text`'utf-8' codec can't encode a lone surrogate: row ${row + 1} holds ${sample ?? "one"}.`;
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

/** The dtypes that the column would have had, as each kind of value was first seen. */
function stepsOf(values: ValueEvidence): readonly LadderStep[] {
  const steps: LadderStep[] = [];
  let seen = NO_VALUES;
  let dtype: string | undefined;
  for (const { kind, first, part } of partsOf(values)) {
    seen = mergeValues(seen, part, 0);
    const next = inferObjects(seen).name;
    if (dtype !== undefined && dtype !== next) steps.push({ from: dtype, to: next, because: reason(kind, first), at: first });
    dtype = next;
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
  return text`Row ${row + 1} holds a ${kind}${sample ? text` (${sample})` : []}.`;
}
