import { defined } from "../defined.ts";
import type { Environment } from "../environment/environment.ts";
import { datum, text } from "../errors.ts";
import { LISTED_ROWS } from "../evidence/sighting.ts";
import { NUMPY_DTYPES } from "../mlflow/dtypes.ts";
import type { ColSpec, Schema, TensorSpec } from "../mlflow/types.ts";
import { appendTo } from "../multimap.ts";
import type { ColumnName } from "../python/value.ts";
import { hasNames, specName } from "./enforce-columns.ts";
import { columnTypeName, enforceTypeOfRequest } from "./enforce-type.ts";
import type { Enforcement, Findings } from "./findings.ts";
import type { ModelInput } from "./model-input.ts";
import { madeOf, makeArray, makeArrayOf } from "./numpy-array.ts";
import { isDict, isList, isNumpyScalar, NumpyArray, type PythonArgument, pythonRepr, typeName } from "./python-argument.ts";
import { assertRaised, faultOf, Raised, type UndecidedError } from "./raised.ts";
import { changeOf } from "./value-changes.ts";

export const invalidInput = (message: Raised["text"] | string, cause?: Raised) =>
  new Raised(
    "MlflowInvalidInputException",
    typeof message === "string" ? [`Invalid input. ${message}`] : ["Invalid input. ", ...message],
    cause,
  );

/** Turns what a conversion raises into what the scoring server says. */
function converting<Result>(convert: () => Result): Result {
  try {
    return convert();
  } catch (error) {
    assertRaised(error);
    throw invalidInput(error.text, error);
  }
}

type Spec = ColSpec | TensorSpec;

/** `isinstance(type, Array)`: a SparkML vector is one. */
const isArrayType = ({ kind }: ColSpec["type"]) => kind === "array" || kind === "sparkml_vector";

/** Values of one input under its spec. Source: `convert_data_type` in `mlflow/utils/proto_json_utils.py`. */
function convertData(value: PythonArgument, spec: Spec | undefined, environment: Environment): PythonArgument {
  return converting(() => {
    if (spec === undefined) return makeArray(value);
    if (spec.kind === "tensor") return makeArrayOf(value, spec.dtype);
    const { type, required } = spec;
    switch (type.kind) {
      case "scalar":
        if (isList(value) || value instanceof NumpyArray) return makeArrayOf(value, NUMPY_DTYPES[type.name]);
        return madeOf(value, NUMPY_DTYPES[type.name]);
      case "array":
      case "sparkml_vector":
        return makeArray(enforceTypeOfRequest(value, type, required, environment));
      case "object":
      case "map":
        return enforceTypeOfRequest(value, type, required, environment);
      case "any":
        return value;
    }
  });
}

function specsByName(schema: Schema): ReadonlyMap<ColumnName, Spec> {
  return hasNames(schema) ? new Map<ColumnName, Spec>(schema.specs.map((spec, position) => [specName(spec, position), spec])) : new Map();
}

const inputOf = (value: PythonArgument): ModelInput =>
  value instanceof NumpyArray
    ? { kind: "array", array: value, sparse: false }
    : isDict(value)
      ? { kind: "dict", dict: value }
      : { kind: "value", value };

/** Converts one input after another, and goes on where one cannot be: each that cannot is reported, with the rows at fault. */
class Conversions {
  readonly specs: ReadonlyMap<ColumnName, Spec>;
  readonly environment: Environment;
  private readonly pairs = new Map<ColumnName, (readonly [PythonArgument, PythonArgument])[]>();
  private readonly faults = new Map<string, { readonly raised: Raised | UndecidedError; readonly rows: number[]; count: number }>();

  constructor(schema: Schema, environment: Environment) {
    this.specs = specsByName(schema);
    this.environment = environment;
  }

  /** {@link convert}, and compares what is declared with what was sent. */
  convertAndCompare(column: string, value: PythonArgument, row: number | null): PythonArgument {
    const got = this.convert(column, value, row);
    if (this.specs.has(column)) this.compare(column, value, got, row);
    return got;
  }

  /** A record's value, or all those of a column, of which each is then looked at; null where it cannot be converted. */
  convert(column: string, value: PythonArgument, row: number | null): PythonArgument {
    const spec = this.specs.get(column);
    let converted: PythonArgument = null;
    const raised = faultOf(() => {
      converted = convertData(value, spec, this.environment);
    });
    if (raised === null) return converted;
    const rows = row === null ? failingItems(value, spec, this.environment) : [row];
    const fault = this.faults.get(column) ?? { raised, rows: [], count: 0 };
    this.faults.set(column, fault);
    fault.count += rows.length;
    fault.rows.push(...rows.slice(0, LISTED_ROWS - fault.rows.length));
    return null;
  }

  /** Keeps what was sent next to what it became: a value of one row, or those of a column. */
  compare(column: ColumnName, sent: PythonArgument, got: PythonArgument, row: number | null): void {
    const pairs = this.pairs.get(column) ?? [];
    this.pairs.set(column, pairs);
    const rows = got instanceof NumpyArray ? got.rows() : isList(got) ? got : null;
    if (row === null && isList(sent) && rows !== null) for (const [index, item] of sent.entries()) pairs.push([item, rows[index] ?? null]);
    else pairs.push([sent, got]);
  }

  /** Adds the values that became others to the findings. */
  reportChanges(findings: Findings): void {
    for (const [column, pairs] of this.pairs) findings.change(changeOf(column, pairs));
  }

  /** Adds what could not be converted to the findings; true if everything was. */
  reportFaults(findings: Findings): boolean {
    for (const [column, { raised, rows, count }] of this.faults) {
      const spec = this.specs.get(column);
      const expected = spec === undefined ? undefined : spec.kind === "tensor" ? spec.dtype : columnTypeName(spec.type);
      const more = defined({ expected, rows: count === 0 ? undefined : { count, first: rows.map((row) => row + 1) } });
      findings.attempt("read", { column, ...more }, () => {
        throw raised;
      });
    }
    return this.faults.size === 0;
  }
}

/** The items of a list that cannot be converted each for itself. */
function failingItems(value: PythonArgument, spec: Spec | undefined, environment: Environment): readonly number[] {
  if (!isList(value)) return [];
  return value.flatMap((item, row) => {
    const fault = faultOf(() => convertData([item], spec, environment));
    return fault === null ? [] : [row];
  });
}

/** The value of `inputs`. Source: `_cast_schema_type`. */
function castBySchema(given: PythonArgument, schema: Schema, conversions: Conversions): PythonArgument {
  const [single] = conversions.specs.keys();
  let value = given;
  if (conversions.specs.size === 1 && isList(value) && !value.some(isDict)) value = new Map([[String(single), value]]);
  else if (!hasNames(schema) && !isList(value) && !isNumpyScalar(value))
    throw invalidInput(
      `Failed to parse input data. This model contains an un-named  model signature which expects a single n-dimensional array or a single value as input, however, an input of type <class '${typeName(value)}'> was found.`,
    );
  if (isDict(value))
    return new Map([...value].map(([column, data]) => [column, conversions.convertAndCompare(column, data, null)] as const));
  if (isList(value) && value.every(isDict))
    return value.map(
      (row, index) =>
        new Map(
          [...(isDict(row) ? row : [])].map(([column, data]) => [column, conversions.convertAndCompare(column, data, index)] as const),
        ),
    );
  const convertAll = (all: PythonArgument): PythonArgument => {
    const got = convertData(all, schema.specs[0], conversions.environment);
    conversions.compare(0n, all, got, null);
    return got;
  };
  if (isList(value)) return convertAll(value);
  try {
    return convertAll(value);
  } catch (error) {
    assertRaised(error);
    throw invalidInput(text`Failed to convert data \`${datum(pythonRepr(value))}\` to the type defined in the model signature.`, error);
  }
}

function sameLengths(data: ReadonlyMap<string, PythonArgument>, schema: Schema): void {
  const sequences = [...data].filter(([, value]) => isList(value) || value instanceof NumpyArray);
  const checked = hasNames(schema)
    ? sequences.filter(([name]) => {
        const spec = specsByName(schema).get(name);
        return spec !== undefined && (spec.kind === "tensor" || (spec.required && !isArrayType(spec.type)));
      })
    : sequences;
  const lengths = new Set(checked.map(([, value]) => (isList(value) || value instanceof NumpyArray ? value.length : 0)));
  if (lengths.size > 1) throw invalidInput("The length of values for each input/column name are not the same");
}

/** The value of `instances`: records become one array per key; null where what is there cannot be converted. Source: `parse_instances_data`. */
function instances(value: PythonArgument, schema: Schema, conversions: Conversions, findings: Findings): PythonArgument {
  if (!isList(value) || !isDict(value[0] ?? null)) {
    const cast = castBySchema(value, schema, conversions);
    if (!conversions.reportFaults(findings)) return null;
    if (isDict(cast)) sameLengths(cast, schema);
    return cast;
  }
  const sent = new Map<string, PythonArgument[]>();
  const columns = new Map<string, PythonArgument[]>();
  for (const [index, row] of value.entries()) {
    if (!isDict(row)) throw new Raised("AttributeError", text`'${typeName(row)}' object has no attribute 'items'`);
    for (const [column, data] of row) {
      appendTo(sent, column, data);
      appendTo(columns, column, conversions.convert(column, data, index));
    }
  }
  if (!conversions.reportFaults(findings)) return null;
  const arrays = new Map([...columns].map(([name, values]) => [name, makeArray(values)] as const));
  sameLengths(arrays, schema);
  // An array has one dtype, so that a value may change after it was converted by itself.
  for (const [position, [name, array]] of [...arrays].entries())
    if (conversions.specs.has(name) || (!hasNames(schema) && position < schema.specs.length))
      conversions.compare(name, sent.get(name) ?? [], array, null);
  return arrays;
}

/**
 * The arrays or values that the scoring server makes of `inputs` or `instances`; throws {@link Raised} where it refuses the whole, and gives
 * null where it refuses single inputs, which are among the findings. Source: `parse_tf_serving_input`.
 */
export function convertTensorRequest(
  envelope: "inputs" | "instances",
  value: PythonArgument,
  schema: Schema,
  { findings, environment }: Enforcement,
): ModelInput | null {
  const conversions = new Conversions(schema, environment);
  try {
    const converted = envelope === "instances" ? instances(value, schema, conversions, findings) : castBySchema(value, schema, conversions);
    const isDone =
      envelope === "instances" ? findings.refusals.length + findings.undecided.length === 0 : conversions.reportFaults(findings);
    if (isDone) conversions.reportChanges(findings);
    return isDone ? inputOf(converted) : null;
  } catch (error) {
    if (!(error instanceof Raised) || error.pythonError.startsWith("Mlflow")) throw error;
    throw invalidInput(text`Ensure that the input is a valid JSON-formatted string. Error: ${error.pythonError}(${error.text})`, error);
  }
}
