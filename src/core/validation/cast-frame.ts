import type { Environment } from "../environment/environment.ts";
import { datum, text } from "../errors.ts";
import { DateCounter } from "../evidence/date-evidence.ts";
import { LISTED_ROWS, shownSample } from "../evidence/sighting.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { PandasDtype } from "../ladders/pandas.ts";
import { knownDtype } from "../ladders/pandas-dtype.ts";
import type { ColSpec, ColumnType, Schema, TensorSpec } from "../mlflow/types.ts";
import { checkBase64 } from "./base64.ts";
import { hasNames, specName } from "./enforce-columns.ts";
import { NUMPY_TYPES } from "./enforce-datatype.ts";
import { columnTypeName, enforceTypeOfRequest } from "./enforce-type.ts";
import type { Enforcement } from "./findings.ts";
import { columnOfSeries, type Frame, type FrameColumn } from "./model-input.ts";
import { NameIndex } from "./name-index.ts";
import { castArray, madeOf } from "./numpy-array.ts";
import { checkTime } from "./object-casts.ts";
import { asScalar, isList, isNoneOrNan, NumpyArray, type PythonArgument, PythonObject, plainValue, scalarType } from "./python-argument.ts";
import { assertRaised, faultOf, Raised, UndecidedError } from "./raised.ts";
import { inFrame, type Series, seriesFromList, seriesOfCells } from "./series.ts";
import { changeOf } from "./value-changes.ts";
import type { FailingRows, ValueChange } from "./verdict.ts";

const NANOSECONDS = knownDtype("datetime64[ns]");

function timeSeries(cells: readonly PythonArgument[], dtype = NANOSECONDS): Series {
  return seriesOfCells(
    dtype,
    cells.map((cell) => new PythonObject("numpy.datetime64", plainValue(cell))),
  );
}

/** Texts under the format that the first of them fixes. */
function timesFromTexts(cells: readonly PythonArgument[]): Series {
  const counter = new DateCounter({ dayfirst: false, format: null });
  for (const [row, cell] of cells.entries()) {
    const plain = plainValue(cell);
    if (isNoneOrNan(cell) || plain === "") counter.addMissing(row);
    else if (typeof plain === "string") counter.add(plain, row);
    else if (typeof plain === "boolean" || plain === null) checkTime(cell, row);
    else throw new Raised("ValueError", text`time data ${datum(`"${String(plain)}"`)} doesn't match the format of the first date`);
  }
  const { mismatch, undecided, offsets, outsideNanoseconds, format } = counter.finish();
  if (mismatch !== undefined)
    throw new Raised("ValueError", text`time data ${shownSample(mismatch)} doesn't match format "${format ?? "of a date"}"`);
  if (undecided !== undefined) throw new UndecidedError(text`Only pandas can decide whether ${shownSample(undecided)} is a date.`);
  if (offsets.size > 1) throw new Raised("ValueError", text`Mixed timezones detected. Pass utc=True in to_datetime`);
  if (outsideNanoseconds !== undefined)
    throw new Raised("OutOfBoundsDatetime", text`Out of bounds nanosecond timestamp: ${shownSample(outsideNanoseconds)}`);
  const [offset] = offsets.keys();
  return timeSeries(cells, offset === undefined || offset === "none" ? NANOSECONDS : knownDtype("datetime64[ns, UTC]"));
}

/** `pd.to_datetime(column)` in nanoseconds. Source: `pandas/core/tools/datetimes.py`. */
export function toDatetime(series: Series, cells: readonly PythonArgument[]): Series {
  const { kind, name } = series.dtype;
  if (kind === "b") throw new Raised("TypeError", text`dtype bool cannot be converted to datetime64[ns]`);
  // Numbers are nanoseconds; floats that int64 does not hold become missing.
  if (kind === "i" || kind === "f") return timeSeries(cells);
  if (kind === "u") throw new Raised("OutOfBoundsDatetime", text`cannot convert input with the unit 'ns'`);
  const first = cells.find((cell) => !isNoneOrNan(cell));
  if (typeof first === "string") return timesFromTexts(cells);
  if (name !== "object") throw new UndecidedError(text`Signet has not verified how to_datetime handles ${name}.`);
  cells.forEach(checkTime);
  return timeSeries(cells);
}

/** `bool(value)`: that of NaN is true. */
function truthOf(cell: PythonArgument): boolean {
  if (isList(cell)) return cell.length > 0;
  const plain = plainValue(cell);
  return typeof plain === "number" ? plain !== 0 : Boolean(plain);
}

/** Source: `astype_float_to_int_nansafe` in `pandas/core/dtypes/astype.py`. */
function checkWhole({ dtype }: Series, cells: readonly PythonArgument[], { kind, name }: PandasDtype): void {
  const numbers = cells.map((cell) => Number(plainValue(cell)));
  if (!cells.every((cell, row) => !isNoneOrNan(cell) && Number.isFinite(numbers[row])))
    throw new Raised("IntCastingNaNError", text`Cannot convert non-finite values (NA or inf) to integer`);
  if (kind === "u" && numbers.some((number) => number < 0))
    throw new Raised("ValueError", text`Cannot losslessly cast from ${dtype.name} to ${name}`);
}

/** `column.map(lambda x: bytes(x, "utf8"))`. */
function encoded(cells: readonly PythonArgument[]): Series {
  if (!cells.every((cell) => typeof plainValue(cell) === "string")) throw new Raised("TypeError", text`encoding without a string argument`);
  return seriesOfCells(
    knownDtype("object"),
    cells.map(() => new PythonObject("bytes")),
  );
}

/** `column.astype(dtype)`. Numbers wrap where they do not fit; only what is not finite is refused. */
function cast(series: Series, cells: readonly PythonArgument[], dtype: string): Series {
  const known = knownDtype(dtype);
  const { kind } = series.dtype;
  if (dtype === "object") return seriesOfCells(known, cells);
  if (dtype === "bool")
    return seriesOfCells(
      known,
      cells.map((cell) => asScalar(truthOf(cell), "bool")),
    );
  if (kind === "f" && (known.kind === "i" || known.kind === "u")) checkWhole(series, cells, known);
  if (kind !== "O") {
    const numbers = new NumpyArray(series.dtype.name, [cells.length], cells.map(plainValue));
    return seriesOfCells(known, castArray(numbers, dtype).keptRows());
  }
  const isInteger = known.kind === "i" || known.kind === "u";
  const converted = cells.map((cell) => {
    if (isList(cell)) throw new Raised(isInteger ? "TypeError" : "ValueError", text`setting an array element with a sequence.`);
    // A missing text is NaN, which no integer has.
    const value = series.dtype.name === "str" && isNoneOrNan(cell) ? Number.NaN : cell;
    return madeOf(value, dtype);
  });
  return seriesOfCells(known, converted);
}

/** Each value under a nested type; the column stays one of objects. */
function mapped(cells: readonly PythonArgument[], type: ColumnType, required: boolean, environment: Environment): Series {
  return seriesFromList(cells.map((cell) => enforceTypeOfRequest(cell, type, required, environment)));
}

function convertColumn(column: FrameColumn, spec: ColSpec | TensorSpec, required: boolean, environment: Environment): FrameColumn {
  const { name, series } = column;
  if (series.cells === null) throw new UndecidedError(text`Signet needs the values of ${columnLabel(name)} to decide this.`);
  const cells = series.cells.map((cell) => inFrame(cell, series));
  const isText = series.dtype.name === "str";
  if (spec.kind === "tensor") {
    if (spec.dtype === "bytes") return columnOfSeries(name, encoded(cells));
    if (series.length === 0) throw new Raised("IndexError", text`single positional indexer is out-of-bounds`);
    if (isList(cells[0] ?? null) || (spec.dtype === "str" && isText)) return column;
    return columnOfSeries(name, cast(series, cells, spec.dtype));
  }
  const { type } = spec;
  if (type.kind === "any") return column;
  if (type.kind !== "scalar") return columnOfSeries(name, mapped(cells, type, required, environment));
  if (type.name === "binary") {
    cells.forEach(checkBase64);
    return columnOfSeries(
      name,
      seriesOfCells(
        knownDtype("object"),
        cells.map(() => new PythonObject("bytes")),
      ),
    );
  }
  if (type.name === "datetime") return columnOfSeries(name, toDatetime(series, cells));
  if (type.name === "string") return isText ? column : columnOfSeries(name, cast(series, cells, "object"));
  return columnOfSeries(name, cast(series, cells, NUMPY_TYPES[type.name].name));
}

/** The cells that cannot be converted each for itself; null where the column as a whole is at fault, as where dates differ in their format. */
function failingCells(column: FrameColumn, spec: ColSpec | TensorSpec, required: boolean, environment: Environment): FailingRows | null {
  const { dtype, cells } = column.series;
  const first: number[] = [];
  let count = 0;
  for (const [row, cell] of (cells ?? []).entries()) {
    const fault = faultOf(() => convertColumn(columnOfSeries(column.name, seriesOfCells(dtype, [cell])), spec, required, environment));
    if (fault === null) continue;
    count++;
    if (first.length < LISTED_ROWS) first.push(row + 1);
  }
  return count === 0 ? null : { count, first };
}

/** Which column goes under which spec. */
function pairs(frame: Frame, schema: Schema): readonly (readonly [FrameColumn, ColSpec | TensorSpec])[] {
  const [first] = schema.specs;
  if (hasNames(schema)) {
    const columns = new NameIndex(frame.columns, ({ name }) => name);
    return schema.specs.flatMap((spec, position) => {
      const [column] = columns.all(specName(spec, position));
      return column === undefined ? [] : [[column, spec] as const];
    });
  }
  if (first?.kind === "tensor") return frame.columns.map((column) => [column, first] as const);
  return schema.specs.flatMap((spec, position) => {
    const column = frame.columns[position];
    return column === undefined ? [] : [[column, spec] as const];
  });
}

/**
 * Whether a missing value is refused while casting. Columns without names are looked up by their place, which only columns without labels
 * of their own are called by. Source: `Schema.required_input_names`.
 */
function isRequired(column: FrameColumn, spec: ColSpec | TensorSpec, schema: Schema): boolean {
  if (spec.kind === "tensor") return true;
  if (hasNames(schema)) return spec.required;
  return typeof column.name === "bigint" && schema.specs[Number(column.name)] !== undefined;
}

/** How the values of a request's column differ from those after the cast. */
function changeBetween({ name, series: before }: FrameColumn, { series: after }: FrameColumn): ValueChange | null {
  const [sent, got] = [before.cells ?? [], after.cells ?? []];
  return changeOf(
    name,
    sent.map((cell, row) => [cell, inFrame(got[row] ?? null, after)] as const),
  );
}

/**
 * The frame of a request after the scoring server has cast it to the schema. A column that cannot be cast is among the findings, and stays
 * as it was sent.
 * Source: `cast_df_types_according_to_schema` in `mlflow/utils/proto_json_utils.py`.
 */
export function castFrame(frame: Frame, schema: Schema, { findings, environment }: Enforcement): Frame {
  const cast = new Map<FrameColumn, FrameColumn>();
  for (const [column, spec] of pairs(frame, schema)) {
    const expected = spec.kind === "tensor" ? spec.dtype : columnTypeName(spec.type);
    const required = isRequired(column, spec, schema);
    const isDone = findings.attempt("read", { column: column.name, found: column.series.dtype.name, expected }, () => {
      try {
        const made = convertColumn(column, spec, required, environment);
        cast.set(column, made);
        findings.change(changeBetween(column, made));
        if (made.series.dtype.name !== column.series.dtype.name && made.series.dtype.name !== "object")
          findings.conversions.push({ column: column.name, from: column.series.dtype.name, to: made.series.dtype.name });
      } catch (error) {
        assertRaised(error);
        throw new Raised(
          "MlflowFailedTypeConversion",
          text`Invalid input. Data is not compatible with model signature. Failed to convert column ${columnLabel(column.name)} to type '${expected}'. Error: '${error.pythonError}(${error.text})'`,
          error,
        );
      }
    });
    if (isDone) continue;
    const rows = failingCells(column, spec, required, environment);
    if (rows !== null) findings.locate(column.name, rows);
  }
  return { ...frame, columns: frame.columns.map((column) => cast.get(column) ?? column) };
}

/** A column of a JSON table with its values, of the dtype that was counted. */
export function withCells({ name, series }: FrameColumn, cells: readonly PythonArgument[]): FrameColumn {
  const lost = series.dtype.kind === "O" && series.dtype.name !== "str" ? null : Number.NaN;
  const kept = cells.map((cell) => (cell === null && lost !== null && scalarType(cell) === "None" ? lost : cell));
  return columnOfSeries(name, { ...seriesOfCells(series.dtype, kept), objects: series.objects });
}
