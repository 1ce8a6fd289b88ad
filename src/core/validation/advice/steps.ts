import { grouped, text } from "../../errors.ts";
import { columnLabel } from "../../ladders/infer-column.ts";
import { knownDtype } from "../../ladders/pandas-dtype.ts";
import type { Schema } from "../../mlflow/types.ts";
import { columnNameLiteral, pythonLiteral } from "../../python/repr.ts";
import type { ColumnName } from "../../python/value.ts";
import { hasNames, specName } from "../enforce-columns.ts";
import { columnOfSeries, type Frame, frameForColumns, isOneRow, type ModelInput } from "../model-input.ts";
import { isDict, isList, isNumpyScalar, NumpyArray } from "../python-argument.ts";
import { faultOf } from "../raised.ts";
import { isSameName } from "../same-name.ts";
import { seriesOfCells } from "../series.ts";
import { KEEPS } from "./cast.ts";
import type { Cell } from "./cells.ts";
import type { Step } from "./plan.ts";

type ColumnSchema = Schema & { readonly kind: "columns" };

const namesLiteral = (names: readonly ColumnName[]) => `[${names.map(columnNameLiteral).join(", ")}]`;

/** Runs what may raise as MLflow or pandas would; null where it does, or where only Python can decide. */
export function orNull<Result>(make: () => Result): Result | null {
  let made: Result | null = null;
  const fault = faultOf(() => {
    made = make();
  });
  return fault === null ? made : null;
}

/** The Python that makes the frame which MLflow makes of an input; null where that is not one call. */
function frameExpression(input: ModelInput, { specs }: ColumnSchema): ((variable: string) => string) | null {
  if (input.kind === "array") return input.sparse ? null : (variable) => `pd.DataFrame(${variable})`;
  const value = input.kind === "dict" ? input.dict : input.kind === "value" ? input.value : null;
  if (value === null) return null;
  if (isList(value)) return (variable) => `pd.DataFrame(${variable})`;
  if (isNumpyScalar(value)) return (variable) => `pd.DataFrame([${variable}])`;
  if (!isDict(value)) return null;
  if (isOneRow(value, specs)) return (variable) => `pd.DataFrame([${variable}])`;
  if ([...value.values()].some((one) => one instanceof NumpyArray && one.shape.length > 1))
    return (variable) => `pd.DataFrame({name: value.tolist() if value.ndim > 1 else value for name, value in ${variable}.items()})`;
  return (variable) => `pd.DataFrame(${variable})`;
}

/** Makes a DataFrame of an array, a dict or a list; null where the input is one, or none can be made. */
export function frameStep(input: ModelInput, schema: ColumnSchema): Step | null {
  const expression = frameExpression(input, schema);
  const frame = input.kind === "frame" || expression === null ? null : orNull(() => frameForColumns(input, schema));
  if (frame === null || expression === null) return null;
  return {
    imports: ["pandas"],
    lines: (variable) => [`${variable} = ${expression(variable)}`],
    apply: () => frame,
    label: ["Make a DataFrame of it"],
    consequence: KEEPS,
    loses: false,
  };
}

/** Names columns that have none, in the order of the signature; null where their number differs, or they have names. */
export function namingStep(input: ModelInput, schema: ColumnSchema): Step | null {
  const frame = orNull(() => frameForColumns(input, schema));
  if (frame === null || !hasNames(schema) || frame.columns.length !== schema.specs.length || frame.columns.length === 0) return null;
  if (!frame.columns.every(({ name }, position) => name === BigInt(position))) return null;
  const names = schema.specs.map((spec, position) => specName(spec, position));
  if (names.some((name) => Array.isArray(name))) return null;
  const isFrame = input.kind === "frame";
  const isScalar = input.kind === "value" && !isList(input.value);
  return {
    imports: isFrame ? [] : ["pandas"],
    lines: (variable) =>
      isFrame
        ? [`${variable}.columns = ${namesLiteral(names)}`]
        : [`${variable} = pd.DataFrame(${isScalar ? `[${variable}]` : variable}, columns=${namesLiteral(names)})`],
    apply: () => ({ ...frame, columns: frame.columns.map((column, position) => ({ ...column, name: names[position] ?? null })) }),
    label: [`Name the ${names.length === 1 ? "column" : `${grouped(names.length)} columns`} as the signature does`],
    consequence: ["The values must be in the signature's order."],
    loses: false,
  };
}

/** Gives columns the names that the signature has for them. */
export function renameStep(mapping: readonly (readonly [ColumnName, ColumnName])[]): Step {
  const shown = mapping.map(([before, after]) => `${columnLabel(before)} to ${columnLabel(after)}`);
  const dict = mapping.map(([before, after]) => `${columnNameLiteral(before)}: ${columnNameLiteral(after)}`).join(", ");
  return {
    imports: [],
    lines: (variable) => [`${variable} = ${variable}.rename(columns={${dict}})`],
    apply: (input) => {
      if (input.kind !== "frame") return input;
      const columns = input.columns.map((column) => {
        const to = mapping.find(([before]) => isSameName(before, column.name));
        return to === undefined ? column : { ...column, name: to[1] };
      });
      return { ...input, columns };
    },
    label: [`Rename ${shown.slice(0, 6).join(", ")}${shown.length > 6 ? ` and ${shown.length - 6} more` : ""}`],
    consequence: ["It must be the same column under another name."],
    loses: false,
  };
}

/** Leaves out every column whose name came before. */
export function uniqueStep(frame: Frame): Step | null {
  const kept = frame.columns.filter(
    ({ name }, position) => !frame.columns.slice(0, position).some((other) => isSameName(other.name, name)),
  );
  const lost = frame.columns.length - kept.length;
  if (lost === 0) return null;
  const words = `${grouped(lost)} ${lost === 1 ? "column" : "columns"}`;
  return {
    imports: [],
    lines: (variable) => [`${variable} = ${variable}.loc[:, ~${variable}.columns.duplicated()]`],
    apply: (input) => (input.kind === "frame" ? { ...input, columns: kept } : input),
    label: [`Drop the ${words} whose name is repeated`],
    consequence: [`${words} ${lost === 1 ? "is" : "are"} lost; the first of each name stays.`],
    loses: true,
  };
}

/** `pd.get_dummies` of a column, where its values are known and the signature has a column for each; null elsewhere. */
export function encodeStep(column: ColumnName, encoded: readonly string[], cells: readonly Cell[] | null): Step | null {
  if (typeof column !== "string" || cells === null || cells.length === 0) return null;
  const values = [...new Set(cells.filter((cell) => cell !== null).map(String))];
  if (values.length === 0 || !values.every((value) => encoded.includes(`${column}_${value}`))) return null;
  // Of whole numbers next to missing ones pandas makes floats, which are named otherwise.
  const isText = cells.every((cell) => cell === null || typeof cell === "string");
  if (!isText && !cells.every((cell) => typeof cell === "bigint")) return null;
  return {
    imports: ["pandas"],
    lines: (variable) => [
      `encoded = pd.get_dummies(${variable}[${pythonLiteral(column)}], prefix=${pythonLiteral(column)}, dtype="int32")`,
      `encoded = encoded.reindex(columns=${pythonLiteral([...encoded])}, fill_value=0).astype("int32")`,
      `${variable} = ${variable}.drop(columns=[${pythonLiteral(column)}]).join(encoded)`,
    ],
    apply: (input) => {
      if (input.kind !== "frame") return input;
      const made = encoded.map((name) => {
        const bits = cells.map((cell) => (cell !== null && name === `${column}_${cell}` ? 1n : 0n));
        return { ...columnOfSeries(name, seriesOfCells(knownDtype("int32"), bits)) };
      });
      return { ...input, columns: [...input.columns.filter(({ name }) => name !== column), ...made] };
    },
    label: text`Encode ${column} as ${encoded.length} columns of 0 and 1`,
    consequence: ["The encoding must be that of the training data."],
    loses: false,
  };
}
