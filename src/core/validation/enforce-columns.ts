import { defined, must } from "../defined.ts";
import type { Environment } from "../environment/environment.ts";
import { text } from "../errors.ts";
import { LISTED_ROWS } from "../evidence/sighting.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { ColSpec, Schema } from "../mlflow/types.ts";
import { pythonLiteral } from "../python/repr.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import { likeliestExemplars } from "./arrow-exemplars.ts";
import { type Enforced, enforceDatatype, NeedsNumbers } from "./enforce-datatype.ts";
import { columnTypeName, enforceType } from "./enforce-type.ts";
import { failingRows, missingRows } from "./failing-rows.ts";
import type { Enforcement, Findings } from "./findings.ts";
import { type Frame, type FrameColumn, frameForColumns, type ModelInput } from "./model-input.ts";
import { NameIndex } from "./name-index.ts";
import { madeOf } from "./numpy-array.ts";
import { isNoneOrNan, lengthOf, type PythonArgument, scalarType } from "./python-argument.ts";
import { faultOf, mlflowException, Raised, UndecidedError } from "./raised.ts";
import { isSameName } from "./same-name.ts";
import { inFrame, type Series } from "./series.ts";
import { changeOf } from "./value-changes.ts";
import type { FailingRows, ValueChange } from "./verdict.ts";

/** Whether a label is falsy in Python. */
export const isFalsy = (name: ColumnName | undefined) =>
  name === undefined ||
  name === null ||
  name === "" ||
  name === 0n ||
  name === 0 ||
  name === false ||
  (Array.isArray(name) && name.length === 0);

/** `x.name or i`: a falsy name counts as the position. Source: `Schema.input_names`. */
export function specName(spec: { readonly name?: ColumnName }, position: number): ColumnName {
  return isFalsy(spec.name) ? BigInt(position) : must(spec.name);
}

export { isSameName };

export const hasNames = (schema: Schema): boolean => {
  const [first] = schema.specs;
  return first?.name !== undefined && first.name !== null;
};

const quoted = (names: readonly ColumnName[]) => `[${names.map((name) => pythonLiteral(name as PythonValue)).join(", ")}]`;

/** Which inputs are missing and which are more than the schema has; throws where one that is required is missing. */
export function checkNames(schema: Schema, actual: readonly ColumnName[], findings: Findings): void {
  const names = schema.specs.map((spec, position) => ({
    name: specName(spec, position),
    required: spec.kind === "tensor" || spec.required,
  }));
  const there = new NameIndex(actual, (name) => name);
  const declared = new NameIndex(names, ({ name }) => name);
  const missing = names.filter(({ name, required }) => required && !there.has(name)).map(({ name }) => name);
  findings.absent = names.filter(({ name, required }) => !required && !there.has(name)).map(({ name }) => name);
  findings.extra = actual.filter((name) => !declared.has(name));
  if (missing.length === 0) return;
  const extra = findings.extra.length > 0 ? ` Note that there were extra inputs: ${quoted(findings.extra)}.` : "";
  for (const name of missing)
    findings.attempt("enforce", { column: name }, () => {
      throw mlflowException(text`Model is missing inputs ${quoted(missing)}.${extra}`);
    });
}

/** Every row that a nested type refuses, with what the first one raises. */
function enforceValues(
  values: readonly PythonArgument[],
  spec: ColSpec,
  required: boolean,
  environment: Environment,
  keep: (sent: PythonArgument, got: PythonArgument) => void = () => undefined,
): { readonly raised: Raised; readonly rows: FailingRows } | null {
  let raised: Raised | undefined;
  let undecided: UndecidedError | undefined;
  const first: number[] = [];
  let count = 0;
  for (const [row, value] of values.entries()) {
    const fault = faultOf(() => keep(value, enforceType(value, spec.type, required, environment)));
    if (fault === null) continue;
    if (fault instanceof UndecidedError) undecided ??= fault;
    else {
      raised ??= fault;
      count++;
      if (first.length < LISTED_ROWS) first.push(row + 1);
    }
  }
  // One certain refusal decides, whatever else stays open.
  if (raised === undefined && undecided !== undefined) throw undecided;
  return raised === undefined ? null : { raised, rows: { count, first } };
}

/** How the values of a column that is taken differ from those that the model gets, where they are kept. */
function scalarChange(name: ColumnName, series: Series, enforced: Enforced): ValueChange | null {
  const { cells } = series;
  if (cells === null) return null;
  const inside = cells.map((cell) => inFrame(cell, series));
  return changeOf(
    name,
    cells.map((cell, row) => [cell, convertedCell(inside[row] ?? null, enforced)] as const),
  );
}

function convertedCell(cell: PythonArgument, enforced: Enforced): PythonArgument {
  if (enforced.kind === "kept") return cell;
  // `pd.to_numeric` makes NaN of anything empty: a text, a list, a dict.
  if (isNoneOrNan(cell) || cell === "" || (scalarType(cell) === null && lengthOf(cell) === 0)) return null;
  // The column was taken, so each of its cells can be cast.
  return madeOf(cell, enforced.to);
}

function enforceColumn(
  { name, series, values, undecided, evidence }: FrameColumn,
  spec: ColSpec,
  required: boolean,
  { findings, environment }: Enforcement,
): void {
  const { type } = spec;
  if (undecided !== undefined && type.kind !== "any") {
    findings.undecided.push({ column: name, message: undecided });
    return;
  }
  const expected = columnTypeName(type);
  const more = { column: name, found: series.dtype.name, expected };
  if (type.kind === "scalar") {
    const isTaken = findings.attempt("enforce", more, () => {
      const enforced = enforceDatatype(columnLabel(name), series, type.name, environment);
      if (enforced.kind === "converted") findings.conversions.push({ column: name, from: series.dtype.name, to: enforced.to });
      findings.change(scalarChange(name, series, enforced));
    });
    const rows = isTaken ? null : failingRows(series, evidence, type.name);
    if (rows !== null) findings.locate(name, rows);
    return;
  }
  if (type.kind === "any") return;
  let rows: FailingRows | undefined;
  const step = () => {
    const cells = values ?? plainValues(series);
    if (cells === null)
      throw new UndecidedError(text`Signet needs the values of the column ${columnLabel(name)} to decide this for ${expected}.`);
    const pairs: (readonly [PythonArgument, PythonArgument])[] = [];
    const found = enforceValues(cells, spec, required, environment, (sent, got) => pairs.push([sent, got]));
    if (found === null && series.cells !== null) findings.change(changeOf(name, pairs));
    if (found === null) return;
    const isUnseen =
      evidence?.kind === "arrow" && values !== null && enforceValues(likeliestExemplars(evidence), spec, required, environment) === null;
    if (isUnseen) throw new NeedsNumbers();
    // Values that stand for others say nothing of rows, unless it is missing ones that are refused.
    if (series.cells !== null) rows = found.rows;
    else if (
      evidence?.kind === "arrow" &&
      enforceValues(
        cells.filter((value) => value !== null),
        spec,
        required,
        environment,
      ) === null
    )
      rows = missingRows(evidence) ?? undefined;
    throw found.raised;
  };
  try {
    step();
  } catch (error) {
    findings.attempt("enforce", { ...more, ...defined({ rows }) }, () => {
      throw error;
    });
  }
}

/** One value of each kind that a column without nested values has: none of a nested type takes any of them but a missing one. */
function plainValues({ dtype, length, hasMissing, objects }: FrameColumn["series"]): readonly PythonArgument[] | null {
  if (length === 0) return [];
  if (objects?.lists !== undefined || objects?.arrays !== undefined || objects?.dicts !== undefined) return null;
  if (dtype.name === "object") {
    const types = [...(objects?.scalars.keys() ?? [])];
    return types.map((type) => (type === "None" ? null : type === "nan" ? Number.NaN : 0n));
  }
  return hasMissing ? [Number.NaN] : [0n];
}

/** `pf_input[name]`: a frame of several columns where the name repeats, which enforcement cannot take. */
function enforceNamed(frame: Frame, schema: Schema & { readonly kind: "columns" }, enforcement: Enforcement): void {
  const { findings } = enforcement;
  const columns = new NameIndex(frame.columns, (column) => column.name);
  for (const [position, spec] of schema.specs.entries()) {
    const name = specName(spec, position);
    const [column, second] = columns.all(name);
    if (column === undefined) continue;
    if (second !== undefined && spec.type.kind === "scalar")
      findings.attempt("enforce", { column: name }, () => {
        throw new Raised(
          "AttributeError",
          text`'DataFrame' object has no attribute 'dtype': several columns are called ${columnLabel(name)}.`,
        );
      });
    else if (second !== undefined)
      findings.attempt("enforce", { column: name }, () => {
        throw new UndecidedError(text`Signet has not verified how MLflow handles several columns called ${columnLabel(name)}.`);
      });
    else enforceColumn(column, spec, spec.required, enforcement);
  }
}

function enforceUnnamed(frame: Frame, schema: Schema & { readonly kind: "columns" }, enforcement: Enforcement): void {
  const { findings } = enforcement;
  if (frame.columns.length < schema.specs.length) {
    findings.attempt("enforce", {}, () => {
      throw mlflowException(
        text`Model inference is missing inputs. The model signature declares ${String(schema.specs.length)} inputs  but the provided value only has ${String(frame.columns.length)} inputs. Note: the inputs were not named in the signature so we can only verify their count.`,
      );
    });
    return;
  }
  for (const [position, spec] of schema.specs.entries()) {
    const column = frame.columns[position];
    if (column !== undefined) enforceColumn(column, spec, true, enforcement);
  }
}

/**
 * Checks an input against a schema of columns. Never throws for what MLflow would raise: it is among the findings.
 * Source: `_enforce_schema`, `_enforce_named_col_schema`, `_enforce_unnamed_col_schema` in `mlflow/models/utils.py`.
 */
export function enforceColumns(input: ModelInput, schema: Schema & { readonly kind: "columns" }, enforcement: Enforcement): void {
  const { findings } = enforcement;
  findings.attempt("enforce", {}, () => {
    const frame = frameForColumns(input, schema, enforcement.environment);
    findings.rowCount = frame.rowCount;
    if (!hasNames(schema)) {
      enforceUnnamed(frame, schema, enforcement);
      return;
    }
    // MLflow puts the names into a set, and a list is not hashable; a tuple of the frame equals no list.
    const isListed = schema.specs.some(({ name }) => Array.isArray(name));
    if (isListed)
      findings.extra = frame.columns
        .map(({ name }) => name)
        .filter((name) => Array.isArray(name) || !schema.specs.some((spec, position) => isSameName(specName(spec, position), name)));
    if (isListed) throw new Raised("TypeError", text`unhashable type: 'list'`);
    checkNames(
      schema,
      frame.columns.map(({ name }) => name),
      findings,
    );
    enforceNamed(frame, schema, enforcement);
  });
}
