import { type Text, text } from "../errors.ts";
import { shownSample, type Tally } from "../evidence/sighting.ts";
import type { TextEvidence, TextFact, TextKind, TextMark } from "../evidence/text-evidence.ts";
import type { PythonScalar, ValueEvidence } from "../evidence/value-evidence.ts";
import type { LadderStep } from "./pandas.ts";

/** What the cascade found: a dtype by pandas' own name, what is missing under it, and the Python values where it is object. */
export interface NaturalColumn {
  readonly dtype: "int64" | "uint64" | "float64" | "bool" | "object" | "str";
  readonly missing: Tally | undefined;
  readonly values?: ValueEvidence;
  readonly steps: readonly LadderStep[];
}

/** Kinds of cells that are not integers, that are numbers, and that are not. */
export const NOT_INTEGER: readonly TextKind[] = [
  "float",
  "negativeFloat",
  "infinity",
  "negativeInfinity",
  "bool",
  "text",
  "negativeText",
  "pythonInt",
];
export const NUMBERS: readonly TextKind[] = [
  "int64",
  "negativeInt64",
  "uint64",
  "bigInt",
  "bigNegativeInt",
  "float",
  "negativeFloat",
  "infinity",
  "negativeInfinity",
];
export const FLOATS: readonly TextKind[] = ["float", "negativeFloat", "infinity", "negativeInfinity"];
/** Integers that no 64 bits hold. */
export const BEYOND_64_BITS: readonly TextKind[] = ["bigInt", "bigNegativeInt"];
export const PAST_INT64: readonly TextKind[] = ["uint64", ...BEYOND_64_BITS];
export const NOT_FLOAT: readonly TextKind[] = ["bool", "text", "negativeText", "pythonInt"];

/** Reads tallies by kind, and finds which came first. */
export class TextCounts {
  readonly evidence: TextEvidence;

  constructor(evidence: TextEvidence) {
    this.evidence = evidence;
  }

  kind(kind: TextKind): Tally | undefined {
    return this.evidence.kinds.get(kind);
  }

  fact(fact: TextFact): Tally | undefined {
    return this.evidence.facts.get(fact);
  }

  mark(mark: TextMark): Tally | undefined {
    return this.evidence.marks?.get(mark)?.marked;
  }

  get missing(): Tally | undefined {
    return this.kind("missing");
  }

  /** The earliest sighting of any of the kinds, with all of them counted. */
  any(kinds: readonly TextKind[]): Tally | undefined {
    let joined: Tally | undefined;
    for (const kind of kinds) {
      const tally = this.kind(kind);
      if (tally === undefined) continue;
      joined =
        joined === undefined
          ? tally
          : { count: joined.count + tally.count, first: joined.first.row <= tally.first.row ? joined.first : tally.first };
    }
    return joined;
  }
}

/** Scalars of given types as the evidence of an object column. */
export function scalarValues(count: number, scalars: readonly (readonly [PythonScalar, Tally | undefined])[]): ValueEvidence {
  return {
    kind: "values",
    count,
    scalars: new Map(scalars.flatMap(([type, tally]) => (tally === undefined ? [] : [[type, tally] as const]))),
  };
}

export const cellAt = ({ first }: Tally): Text => text`Row ${first.row + 1} has ${shownSample(first)}`;

export const missingAt = (tally: Tally): Text =>
  tally.first.sample?.data === "" ? text`Row ${tally.first.row + 1} is empty` : [...cellAt(tally), ", which means missing"];

export const before = (left: Tally | undefined, right: Tally | undefined) =>
  left !== undefined && (right === undefined || left.first.row < right.first.row);

/** The column as text. `literal` keeps even the missing spellings as text, as pandas does where integers overflow next to other things. */
export function textColumn(counts: TextCounts, literal: boolean, steps: readonly LadderStep[]): NaturalColumn {
  return { dtype: "str", missing: literal ? undefined : counts.missing, steps };
}
