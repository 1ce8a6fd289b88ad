import { defined } from "../defined.ts";
import type { ArrowEvidence } from "../evidence/arrow-evidence.ts";
import { arrowTypeName } from "../evidence/arrow-type.ts";
import type { ColumnEvidence } from "../evidence/dataset.ts";
import type { MissingTally, Sighting } from "../evidence/sighting.ts";
import type { TextKind } from "../evidence/text-evidence.ts";
import type { ValueEvidence } from "../evidence/value-evidence.ts";

/** Cells that are read alike: how many there are, and where the first is; null where only the number is known. */
export interface SeenKind {
  readonly as: string;
  readonly count: number;
  readonly first: Sighting | null;
  /** Counting stopped at the first. */
  readonly atLeast?: true;
}

/** The type that a typed file declares: as pyarrow prints it, and for Parquet's leaves its own physical and logical type. */
export interface StoredType {
  readonly arrow: string;
  readonly physical?: string;
  readonly logical?: string;
}

/** A column as it is in its file, before anything is made of it: what its cells read as, in the order of their first rows, and its type. */
export interface ColumnSource {
  readonly seen: readonly SeenKind[];
  readonly stored?: StoredType;
}

const TEXT_WORDS: Readonly<Record<TextKind, string>> = {
  missing: "missing",
  int64: "integer",
  negativeInt64: "negative integer",
  uint64: "integer past int64",
  bigInt: "integer past uint64",
  bigNegativeInt: "integer below int64",
  float: "number",
  negativeFloat: "negative number",
  infinity: "infinity",
  negativeInfinity: "negative infinity",
  bool: "boolean",
  text: "text",
  negativeText: "text after a minus",
  pythonInt: "integer only in Python",
};

const inOrder = (seen: readonly SeenKind[]): readonly SeenKind[] =>
  [...seen].sort((left, right) => (left.first?.row ?? Number.POSITIVE_INFINITY) - (right.first?.row ?? Number.POSITIVE_INFINITY));

function missingKind(as: string, tally: MissingTally | undefined): SeenKind[] {
  if (tally === undefined) return [];
  const { count, first, atLeast } = tally;
  return [{ as, count, first, ...defined({ atLeast }) }];
}

function seenValues({ scalars, lists, arrays, dicts }: ValueEvidence): readonly SeenKind[] {
  const nested = [
    ["list", lists?.tally],
    ["numpy.ndarray", arrays?.tally],
    ["dict", dicts?.tally],
  ] as const;
  return inOrder(
    [...scalars, ...nested].flatMap(([as, tally]) => (tally === undefined ? [] : [{ as, count: tally.count, first: tally.first }])),
  );
}

function storedSource({ type, counts, stored }: ArrowEvidence): ColumnSource {
  const seen = [...missingKind("null", counts.nulls), ...missingKind("NaN", counts.nans)];
  return { seen: inOrder(seen), stored: { arrow: arrowTypeName(type), ...stored } };
}

/** What the reader counted in a column, for the review. */
export function columnSource(evidence: ColumnEvidence): ColumnSource {
  switch (evidence.kind) {
    case "text":
      return { seen: inOrder([...evidence.kinds].map(([kind, { count, first }]) => ({ as: TEXT_WORDS[kind], count, first }))) };
    case "values":
      return { seen: seenValues(evidence) };
    case "arrow":
      return storedSource(evidence);
    case "parts":
      return { seen: inOrder(evidence.alike.flatMap(({ evidence: one }) => columnSource(one).seen)) };
  }
}
