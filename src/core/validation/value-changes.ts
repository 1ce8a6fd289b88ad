import { datum } from "../errors.ts";
import { LISTED_ROWS } from "../evidence/sighting.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import {
  isDict,
  isList,
  isNoneOrNan,
  NumpyArray,
  type PythonArgument,
  PythonObject,
  plainValue,
  pythonRepr,
  scalarType,
} from "./python-argument.ts";
import type { ValueChange } from "./verdict.ts";

/** An array as nested lists of its scalars, which keep their dtype. */
function unpacked(value: PythonArgument): PythonArgument {
  if (!(value instanceof NumpyArray)) return value;
  const rows = value.rows();
  if (rows === null) return value;
  return value.shape.length === 0 ? (rows[0] ?? null) : rows.map(unpacked);
}

const isTime = ({ type }: PythonObject) => type === "numpy.datetime64" || type === "pandas.Timestamp" || type === "datetime.datetime";
const isBytes = ({ type }: PythonObject) => type === "bytes" || type === "numpy.bytes";
const isSingle = ({ type }: PythonObject) => type === "numpy.float32" || type === "numpy.float16";

/** A float of 32 bits as it is stored. */
function stored(got: PythonArgument): PythonArgument {
  const plain = plainValue(got);
  if (!(got instanceof PythonObject) || typeof plain !== "number") return plain ?? got;
  return got.type === "numpy.float32" ? Math.fround(plain) : plain;
}

/** Numbers by their exact value; a fraction may lose the digits that a float of 32 bits cannot hold. */
function isOtherNumber(sent: bigint | number, got: bigint | number, single: boolean): boolean {
  if (single && typeof sent === "number" && !Number.isInteger(sent) && Number.isFinite(Number(got)) && (Number(got) !== 0 || sent === 0))
    return false;
  if (typeof got === "number" && !Number.isInteger(got)) return sent !== got;
  if (typeof sent === "number" && !Number.isInteger(sent)) return true;
  return BigInt(sent) !== BigInt(got);
}

/**
 * Whether a value that was sent is another one once the model gets it: `true` for a number is, a missing value that stays missing is not,
 * nor is a text that becomes the time that it says.
 *
 * @example isChanged(2.7, 2n) // true
 */
function isChanged(given: PythonArgument, made: PythonArgument): boolean {
  const [sent, got] = [unpacked(given), unpacked(made)];
  if (isNoneOrNan(sent) || isNoneOrNan(got)) return isNoneOrNan(sent) !== isNoneOrNan(got);
  if (isList(sent)) return !isList(got) || sent.length !== got.length || sent.some((item, index) => isChanged(item, got[index] ?? null));
  if (isDict(sent))
    return (
      !isDict(got) || sent.size !== got.size || [...sent].some(([key, item]) => !got.has(key) || isChanged(item, got.get(key) ?? null))
    );
  if (isList(got) || isDict(got) || got instanceof NumpyArray) return true;
  if (got instanceof PythonObject && isTime(got)) return typeof sent !== "string" && !(sent instanceof PythonObject && isTime(sent));
  if (got instanceof PythonObject && isBytes(got)) return !(sent instanceof PythonObject && isBytes(sent));
  const [before, after] = [stored(sent), stored(got)];
  if (typeof before === "boolean" || typeof after === "boolean")
    return typeof after !== "boolean" || (before !== after && (typeof before === "string" || Number(before) !== Number(after)));
  if (typeof before === "string" || typeof after === "string") return before !== after;
  if ((typeof before !== "bigint" && typeof before !== "number") || (typeof after !== "bigint" && typeof after !== "number"))
    return before !== after;
  return isOtherNumber(before, after, got instanceof PythonObject && isSingle(got));
}

const NANOSECONDS = 1_000_000_000n;

/** A time of so many nanoseconds since 1970 in ISO form, without the zeros at its end. */
function isoTime(nanoseconds: bigint): string {
  const rest = ((nanoseconds % NANOSECONDS) + NANOSECONDS) % NANOSECONDS;
  const date = new Date(Number((nanoseconds - rest) / NANOSECONDS) * 1000);
  if (Number.isNaN(date.getTime())) return `${nanoseconds} ns since 1970`;
  const fraction = rest === 0n ? "" : `.${rest.toString().padStart(9, "0").replace(/0+$/, "")}`;
  return `${date.toISOString().slice(0, 19)}${fraction}`;
}

/** How many bytes base64 gives. */
const decodedLength = (base64: string) => Math.floor((base64.replace(/[^A-Za-z0-9+/]/g, "").length * 3) / 4);

/** What the model gets in place of a value, as a person reads it. */
function shownChange(sent: PythonArgument, given: PythonArgument): string {
  const got = unpacked(given);
  if (isNoneOrNan(got)) return "missing";
  if (got instanceof PythonObject && isTime(got)) {
    const plain = plainValue(got);
    return typeof plain === "bigint" || typeof plain === "number"
      ? `${isoTime(BigInt(Math.trunc(Number(plain))))} (read as nanoseconds since 1970)`
      : String(plain ?? "a time");
  }
  if (got instanceof PythonObject && isBytes(got)) {
    if (got.type === "numpy.bytes") return `bytes ${pythonRepr(got)}`;
    const length = typeof sent === "string" ? decodedLength(sent) : 0;
    return `${length} ${length === 1 ? "byte" : "bytes"}, decoded from base64`;
  }
  return isList(got) || isDict(got) || got instanceof NumpyArray ? pythonRepr(got) : shownScalar(stored(got));
}

/** A value as JSON writes it. */
const shownScalar = (value: PythonArgument) => (scalarType(value) === null ? pythonRepr(value) : jsonDumps(value as PythonValue));

const shownSent = (value: PythonArgument) =>
  isList(value) || isDict(value) || value instanceof NumpyArray || value instanceof PythonObject ? pythonRepr(value) : shownScalar(value);

/** The change of a column, by its values as they were sent and as the model gets them; null where all are the same. */
export function changeOf(column: ColumnName, pairs: Iterable<readonly [PythonArgument, PythonArgument]>): ValueChange | null {
  const first: number[] = [];
  let count = 0;
  let shown: { readonly sent: string; readonly got: string } | undefined;
  let row = 0;
  for (const [sent, got] of pairs) {
    row++;
    if (!isChanged(sent, got)) continue;
    count++;
    shown ??= { sent: shownSent(sent), got: shownChange(sent, got) };
    if (first.length < LISTED_ROWS) first.push(row);
  }
  return shown === undefined ? null : { column, rows: { count, first, sample: datum(shown.sent) }, becomes: datum(shown.got) };
}
