import { grouped } from "../../errors.ts";
import type { ColumnEvidence } from "../../evidence/dataset.ts";
import type { Extremes } from "../../evidence/extremes.ts";
import { isNoneOrNan, type PythonArgument, PythonObject } from "../python-argument.ts";
import type { Series } from "../series.ts";

/** A value of a column: null where it is missing. */
export type Cell = null | boolean | bigint | number | string;

/** How many values something concerns: exactly so many, or at most. */
export interface Count {
  readonly count: number;
  readonly isUpTo: boolean;
}

export const NONE: Count = { count: 0, isUpTo: false };

/** "1 value", "up to 891 values". */
export const counted = ({ count, isUpTo }: Count, noun: string): string =>
  `${isUpTo ? "up to " : ""}${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;

/** What the numbers of a column are, as far as it is known. */
export interface NumberStats {
  readonly min: number | bigint | null;
  readonly max: number | bigint | null;
  /** Numbers with a fraction; null where that is not known. */
  readonly fractions: number | null;
  /** Infinities; null where that is not known. */
  readonly infinite: number | null;
  /** Numbers that float32 and float64 do not hold as they are. */
  readonly roundedIn32: Count;
  readonly roundedIn64: Count;
}

const isExactIn64 = (value: number | bigint) => typeof value === "number" || BigInt(Number(value)) === value;
const isExactIn32 = (value: number | bigint) => isExactIn64(value) && Math.fround(Number(value)) === Number(value);

const exactly = (count: number): Count => ({ count, isUpTo: false });

/** Of numbers that are all known. */
export function statsOfNumbers(numbers: readonly (number | bigint)[]): NumberStats {
  const finite = numbers.filter((value) => typeof value === "bigint" || Number.isFinite(value));
  return {
    min: finite.reduce<number | bigint | null>((least, value) => (least === null || value < least ? value : least), null),
    max: finite.reduce<number | bigint | null>((most, value) => (most === null || value > most ? value : most), null),
    fractions: finite.filter((value) => typeof value === "number" && !Number.isInteger(value)).length,
    infinite: numbers.length - finite.length,
    roundedIn32: exactly(finite.filter((value) => !isExactIn32(value)).length),
    roundedIn64: exactly(finite.filter((value) => !isExactIn64(value)).length),
  };
}

/** Up to these every integer is a float of 64 or 32 bits. */
export const LIMIT_64 = 2n ** 53n;
export const LIMIT_32 = 2n ** 24n;

function statsOfRange(range: Extremes | undefined, present: number): NumberStats {
  const most = (limit: bigint): Count =>
    range !== undefined && range.min >= -limit && range.max <= limit ? NONE : { count: present, isUpTo: present > 0 };
  return {
    min: range?.min ?? null,
    max: range?.max ?? null,
    fractions: 0,
    infinite: 0,
    roundedIn32: most(LIMIT_32),
    roundedIn64: most(LIMIT_64),
  };
}

function rangeOf(evidence: ColumnEvidence | undefined): Extremes | undefined {
  if (evidence === undefined || evidence.kind === "parts") return undefined;
  if (evidence.kind === "arrow") return evidence.counts.extremes;
  return evidence.integers;
}

/** The range of an integer dtype: `int8` to `uint64`, in NumPy's, pandas' and Arrow's spelling. */
export function rangeOfDtype(name: string): Extremes | undefined {
  const [, unsigned = "", bits = ""] = /^(u?)int(8|16|32|64)(?:\[pyarrow\])?$/i.exec(name) ?? [];
  if (bits === "") return undefined;
  const size = BigInt(bits);
  return unsigned === "" ? { min: -(2n ** (size - 1n)), max: 2n ** (size - 1n) - 1n } : { min: 0n, max: 2n ** size - 1n };
}

/** Cells as numbers; null where one is not. */
function numbersOf(cells: readonly Cell[]): readonly (number | bigint)[] | null {
  const numbers: (number | bigint)[] = [];
  for (const cell of cells) {
    if (cell === null) continue;
    if (typeof cell === "boolean") numbers.push(cell ? 1n : 0n);
    else if (typeof cell === "string") return null;
    else numbers.push(cell);
  }
  return numbers;
}

/** What is known of a column of numbers, by its cells or else by what was counted. */
export function numberStats(series: Series, evidence: ColumnEvidence | undefined, cells: readonly Cell[] | null): NumberStats {
  const { kind, name } = series.dtype;
  const present = series.length - (series.missing ?? 0);
  if (present === 0) return statsOfNumbers([]);
  const numbers = cells === null ? null : numbersOf(cells);
  if (numbers !== null) return statsOfNumbers(numbers);
  if (kind === "b") return statsOfNumbers([0n, 1n]);
  if (kind === "i" || kind === "u") return statsOfRange(rangeOf(evidence) ?? rangeOfDtype(name), present);
  const some: Count = { count: present, isUpTo: true };
  const isSingle = series.dtype.itemsize <= 4;
  return {
    min: null,
    max: null,
    fractions: series.whole === true ? 0 : null,
    infinite: null,
    roundedIn32: isSingle ? NONE : some,
    roundedIn64: NONE,
  };
}

/** Values as cells; null where one is a list, a dict, or something else that is not one. */
export function plainCells(values: readonly PythonArgument[]): readonly Cell[] | null {
  const cells: Cell[] = [];
  for (const value of values) {
    if (isNoneOrNan(value)) cells.push(null);
    else if (value instanceof PythonObject) {
      if (value.value === null) return null;
      cells.push(value.value);
    } else if (value === null || typeof value !== "object") cells.push(value);
    else return null;
  }
  return cells;
}
