import { datum, type Text, text } from "../errors.ts";
import { LISTED_ROWS } from "../evidence/sighting.ts";
import type { ColumnType, DataType, Property, Schema } from "../mlflow/types.ts";
import { checkBase64 } from "./base64.ts";
import type { Findings } from "./findings.ts";
import { listOfFrame } from "./frame-list.ts";
import type { ModelInput } from "./model-input.ts";
import { isDict, isList, type PythonArgument, pythonRepr, scalarType, typeName } from "./python-argument.ts";
import { faultOf, mlflowException, Raised, UndecidedError } from "./raised.ts";
import type { FailingRows, Way } from "./verdict.ts";

/** The Python type of a hint that gives each of MLflow's. Source: `TYPE_HINTS_TO_DATATYPE_MAPPING` in `mlflow/types/type_hints.py`. */
const PYTHON: Readonly<Partial<Record<DataType, string>>> = {
  long: "int",
  string: "str",
  boolean: "bool",
  double: "float",
  binary: "bytes",
  datetime: "datetime",
};

/** A type as the hint that gives it is written: `list[dict[str, int]]`. The name of a Pydantic model is not in the signature. */
function hintText(type: ColumnType): string {
  switch (type.kind) {
    case "scalar":
      return PYTHON[type.name] ?? type.name;
    case "array":
      return `list[${hintText(type.items)}]`;
    case "map":
      return `dict[str, ${hintText(type.values)}]`;
    case "object":
      return "a Pydantic model";
    case "any":
    case "sparkml_vector":
      return "Any";
  }
}

/** Python's scalars that `isinstance` takes for a type: a bool is an int, and `pd.NaT` a datetime. */
const INSTANCES: Readonly<Partial<Record<DataType, readonly string[]>>> = {
  long: ["int", "bool"],
  string: ["str"],
  boolean: ["bool"],
  double: ["float", "nan"],
  binary: ["bytes"],
  datetime: ["datetime.datetime", "pandas.Timestamp", "pandas.NaT"],
};

/** What Pydantic's strict mode takes: an int or a Decimal for a float, but no bool for a number. */
const STRICT: typeof INSTANCES = { ...INSTANCES, long: ["int"], double: ["float", "nan", "int", "decimal.Decimal"] };

/** What the scoring server makes of a text. */
const IN_TEXT = { binary: "base64", datetime: "a date in ISO format" } as const;

const unrevealed = (message: Text) => new UndecidedError([...message, " The signature does not say."]);

const ISO_DATE = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([-+]\d\d:\d\d|Z)?)?$/;

/** `datetime.fromisoformat`: the usual forms are distinguished here, the rarer ones only by Python. */
function checkIsoFormat(value: string): void {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:.(\d\d):(\d\d)(?::(\d\d))?)?/
    .exec(value)
    ?.slice(1)
    .map((part) => Number(part ?? 0));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts ?? [];
  const isDate = year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  if (ISO_DATE.test(value) && isDate && hour < 24 && minute < 60 && second < 60) return;
  if (/^\d{4}\d*(W|-|\d)/.test(value) && !(ISO_DATE.test(value) && !isDate))
    throw new UndecidedError(text`Only Python can decide whether ${datum(value)} is a date in ISO format.`);
  throw new Raised("ValueError", text`Invalid isoformat string: ${datum(`'${value}'`)}`);
}

/** Walks values as MLflow and Pydantic do under a hint, of which the signature gives the shape. */
class HintWalk {
  /** The scoring server makes bytes and dates of texts, outside of Pydantic models. */
  private readonly isServing: boolean;
  /** Whether the values are those of the data, or one that stands for each kind of them. */
  private readonly hasValues: boolean;

  constructor(isServing: boolean, hasValues: boolean) {
    this.isServing = isServing;
    this.hasValues = hasValues;
  }

  /** Throws {@link Raised} where the hint refuses a value, {@link UndecidedError} where the signature does not reveal it. */
  check(value: PythonArgument, type: ColumnType, inModel: boolean): void {
    switch (type.kind) {
      case "scalar":
        this.scalar(value, type.name, inModel);
        return;
      case "array":
        if (!isList(value)) throw mlflowException(text`Expected list, but got ${typeName(value)}`);
        this.items(value, type.items, inModel);
        return;
      case "map":
        if (!isDict(value)) throw mlflowException(text`Expected dict, but got ${typeName(value)}`);
        this.items([...value.values()], type.values, inModel);
        return;
      case "object":
        this.model(value, type.properties);
        return;
      default:
        // A union too becomes `any`: MLflow takes whatever comes, but Pydantic checks its own unions.
        if (inModel) throw unrevealed(text`A field is declared as any: Pydantic accepts every value for typing.Any, but not for a union.`);
    }
  }

  /** All of them: one that is refused for certain decides, whatever else stays open. */
  private items(values: readonly PythonArgument[], type: ColumnType, inModel: boolean): void {
    let undecided: UndecidedError | undefined;
    for (const value of values) {
      try {
        this.item(value, type, inModel);
      } catch (error) {
        if (!(error instanceof UndecidedError)) throw error;
        undecided ??= error;
      }
    }
    if (undecided !== undefined) throw undecided;
  }

  /** An item of a list or dict, whose hint may be Optional: that is lost in the signature. */
  private item(value: PythonArgument, type: ColumnType, inModel: boolean): void {
    if (value === null && type.kind !== "any") throw unrevealed(text`An item is null: the hint accepts it only if it is Optional.`);
    this.check(value, type, inModel);
  }

  private scalar(value: PythonArgument, type: DataType, inModel: boolean): void {
    const taken = (inModel ? STRICT : INSTANCES)[type];
    if (taken === undefined) throw new UndecidedError(text`No type hint leads to ${type}.`);
    if (this.isServing && !inModel && typeof value === "string" && (type === "binary" || type === "datetime")) {
      if (!this.hasValues) throw new UndecidedError(text`Signet needs the texts to decide whether each of them is ${IN_TEXT[type]}.`);
      if (type === "binary") checkBase64(value);
      else checkIsoFormat(value);
      return;
    }
    if (taken.includes(scalarType(value) ?? "")) {
      if (inModel && type === "double" && typeof value === "bigint" && !Number.isFinite(Number(value)))
        throw mlflowException(text`Data doesn't match type hint, error: Input should be a valid number`);
      return;
    }
    throw mlflowException(
      inModel
        ? text`Data doesn't match type hint, error: Input should be a valid ${hintText({ kind: "scalar", name: type })}, got ${typeName(value)}`
        : text`Expected type ${hintText({ kind: "scalar", name: type })}, but got ${typeName(value)}`,
    );
  }

  /** A dict under a Pydantic model, in strict mode. Defaults, aliases and the treatment of more fields are not in a signature. */
  private model(value: PythonArgument, properties: readonly Property[]): void {
    if (!isDict(value))
      throw mlflowException(
        text`Expecting example to be a dictionary or pydantic model instance for Pydantic type hint, got <class '${typeName(value)}'>`,
      );
    let undecided: UndecidedError | null = null;
    for (const { name, type, required } of properties) {
      const field = value.get(name);
      const fault = faultOf(() => {
        if (field === undefined) {
          if (required)
            throw unrevealed(text`The field ${name} is missing: the Pydantic model accepts that if the field has a default or an alias.`);
        } else if (field !== null || required) this.check(field, type, true);
      });
      if (fault instanceof Raised) throw mlflowException(text`${fault.text} (field ${name})`, fault);
      undecided ??= fault;
    }
    const unknown = [...value.keys()].find((key) => !properties.some(({ name }) => name === key));
    if (undecided !== null) throw undecided;
    if (unknown !== undefined)
      throw unrevealed(text`The field ${unknown} is not declared: Pydantic drops it, unless the model forbids it or it is an alias.`);
  }
}

const invalidElements = (type: ColumnType, value: PythonArgument, because: Text): Text =>
  text`Failed to validate data against type hint \`list[${hintText(type)}]\`, invalid elements: ${datum(pythonRepr(value), 120)}: ${because}`;

/** Every element of the list that is given to `predict`, each for itself. */
function checkElements(
  values: readonly PythonArgument[],
  type: ColumnType,
  isServing: boolean,
  findings: Findings,
  hasValues: boolean,
): void {
  const walk = new HintWalk(isServing, hasValues);
  let raised: { readonly error: Raised; readonly value: PythonArgument } | undefined;
  let undecided: UndecidedError | undefined;
  const rows: number[] = [];
  let count = 0;
  for (const [row, value] of values.entries()) {
    const fault = faultOf(() => walk.check(value, type, false));
    if (fault === null) continue;
    if (fault instanceof UndecidedError) undecided ??= fault;
    else {
      raised ??= { error: fault, value };
      if (count++ < LISTED_ROWS) rows.push(row + 1);
    }
  }
  if (raised !== undefined) {
    const { error, value } = raised;
    const failing: { readonly rows?: FailingRows } = hasValues ? { rows: { count, first: rows } } : {};
    findings.attempt("enforce", { expected: hintText(type), ...failing }, () => {
      throw mlflowException(invalidElements(type, value, error.text), error);
    });
  } else if (undecided !== undefined) findings.undecided.push({ message: undecided.text });
}

/** The type of one element of the hint's list; throws if the signature is not one that a hint makes. */
function elementType(schema: Schema): ColumnType {
  const [spec, second] = schema.specs;
  if (spec?.kind === "column" && second === undefined && spec.name === undefined) return spec.type;
  throw new UndecidedError(
    text`The signature comes from a type hint, but is not one that MLflow makes from list[…]: only the model's own code decides what it accepts.`,
  );
}

/**
 * Checks an input against the type hint from which a signature was made, as MLflow does instead of enforcing the schema: `predict` takes a
 * list whose elements are checked by `isinstance`, or by Pydantic's strict mode. What the signature does not reveal of the hint is undecided.
 * Source: `_validate_data_against_type_hint` in `mlflow/types/type_hints.py`.
 *
 * @example list[float] // makes "double", and refuses the integer 1
 */
export function enforceTypeHint(input: ModelInput, schema: Schema, via: Way, findings: Findings): void {
  findings.attempt("enforce", {}, () => {
    const type = elementType(schema);
    const isServing = via === "scoring";
    if (input.kind === "frame") {
      findings.rowCount = input.rowCount;
      const [column] = input.columns;
      const hasCells = input.columns.every(({ series }) => series.cells !== null);
      if (column === undefined && type.kind === "any")
        throw unrevealed(text`The DataFrame has no columns: list[dict] accepts that, and other hints that are declared as any refuse it.`);
      checkElements(listOfFrame(input, type), type, isServing, findings, hasCells);
      return;
    }
    const found = input.kind === "value" ? input.value : null;
    if (found === null || !isList(found)) {
      const name = input.kind === "array" ? "ndarray" : input.kind === "dict" ? "dict" : typeName(found);
      throw mlflowException(text`Expected list, but got ${name}`);
    }
    findings.rowCount = found.length;
    checkElements(found, type, isServing, findings, true);
  });
}
