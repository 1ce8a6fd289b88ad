import { defined } from "../defined.ts";
import { type Text, text } from "../errors.ts";
import { shownSample, type Tally } from "../evidence/sighting.ts";
import type { TextEvidence, TextKind } from "../evidence/text-evidence.ts";
import type { PythonScalar } from "../evidence/value-evidence.ts";
import type { ColumnName } from "../python/value.ts";
import type { PandasDtype, PandasSeries, SeriesOutcome } from "./pandas.ts";
import { readRefusal } from "./refusal.ts";
import { BEYOND_64_BITS, FLOATS, PAST_INT64, scalarValues, type TextCounts } from "./text-counts.ts";
import { naturalColumn } from "./text-natural.ts";

export const WORDS: readonly TextKind[] = ["text", "negativeText", "pythonInt"];

/** Everything that a declared dtype is judged by. */
export interface Declared {
  readonly name: ColumnName;
  readonly evidence: TextEvidence;
  readonly counts: TextCounts;
  readonly dtype: PandasDtype;
}

/** What is missing: cells that rows of the Python engine lack stay None among objects. */
function missingValues(missing: PythonScalar, lost: Tally | undefined, lacking: Tally | undefined): Parameters<typeof scalarValues>[1] {
  if (lost === undefined || lacking === undefined) return [[missing, lost]];
  const rest = lost.count - lacking.count;
  return [
    [missing, rest > 0 ? { ...lost, count: rest } : undefined],
    ["None", lacking],
  ];
}

export function series(
  { name, evidence, counts, dtype }: Declared,
  missing: PythonScalar = "nan",
  lost: Tally | null | undefined = counts.missing,
  present: PythonScalar = "str",
  lacking?: Tally,
): SeriesOutcome {
  const count = evidence.rowCount - (lost?.count ?? 0);
  const gone = lost ?? undefined;
  const values = count === 0 ? undefined : { count, first: { row: 0 } };
  const result: PandasSeries = {
    name,
    dtype,
    length: evidence.rowCount,
    ...defined({
      missing: gone,
      values:
        dtype.kind === "O" ? scalarValues(evidence.rowCount, [[present, values], ...missingValues(missing, gone, lacking)]) : undefined,
    }),
    steps: [{ from: naturalColumn(evidence).dtype, to: dtype.name, because: text`The reader option dtype declares it.` }],
  };
  return { kind: "series", series: result };
}

export function refuse({ name, dtype }: Declared, because: Text): SeriesOutcome {
  return readRefusal(name, [...text`pandas refuses dtype=${dtype.name}: `, ...because], "ValueError");
}

export const cell = (counts: TextCounts, kinds: readonly TextKind[]): Text => {
  const tally = counts.any(kinds);
  return tally === undefined ? ["a cell does not fit."] : text`row ${tally.first.row + 1} has ${shownSample(tally.first)}.`;
};

/** Whether all integers seen lie within the dtype; unknown extremes count as within, except those that no signed dtype has. */
export function fits({ counts, evidence, dtype }: Declared): boolean {
  const { integers } = evidence;
  const unsigned = dtype.kind === "u";
  if (integers === undefined) return unsigned || counts.any(PAST_INT64) === undefined;
  const bits = BigInt(dtype.itemsize * 8);
  // Beside floats they were floats themselves; and past 64 bits beside a missing cell, where Arrow asks.
  const isBeyond = counts.any(BEYOND_64_BITS) !== undefined && dtype.name.endsWith("[pyarrow]");
  const areFloats = counts.any(FLOATS) !== undefined || (isBeyond && counts.missing !== undefined);
  const asRead = (value: bigint) => (areFloats && Number.isFinite(Number(value)) ? BigInt(Number(value)) : value);
  return (
    asRead(integers.min) >= (unsigned ? 0n : -(2n ** (bits - 1n))) && asRead(integers.max) < (unsigned ? 2n ** bits : 2n ** (bits - 1n))
  );
}
