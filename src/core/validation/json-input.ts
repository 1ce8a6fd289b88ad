import type { Environment } from "../environment/environment.ts";
import { text } from "../errors.ts";
import type { Dataset } from "../evidence/dataset.ts";
import type { PythonValue } from "../python/value.ts";
import { withCells } from "./cast-frame.ts";
import { invalidInput } from "./convert-json.ts";
import { inputFromDataset } from "./dataset-input.ts";
import { zeroInIndex } from "./label-zero.ts";
import type { Frame, FrameColumn, ModelInput } from "./model-input.ts";
import { makeArray } from "./numpy-array.ts";
import { isDict, isList, type PythonArgument, typeName } from "./python-argument.ts";
import { UndecidedError } from "./raised.ts";

/** The rows of a table in JSON: the value of `data`, or the records. */
function rowsOf(document: PythonValue): PythonValue {
  if (!(document instanceof Map)) return document;
  const records = document.get("dataframe_records");
  if (records !== undefined) return records;
  const split = document.get("dataframe_split") ?? document;
  return split instanceof Map ? (split.get("data") ?? null) : null;
}

/** The values of one column; null where the table is of a form whose cells are not looked up here. */
function cellsOf({ name, series }: FrameColumn, position: number, data: PythonValue): readonly PythonArgument[] | null {
  if (data === null) return Array.from({ length: series.length }, () => Number.NaN);
  if (isDict(data)) {
    const values = data.get(String(name));
    return values !== undefined && isList(values)
      ? values
      : values === undefined
        ? null
        : Array.from({ length: series.length }, () => values);
  }
  if (!isList(data)) return null;
  const cells = data.map((row): PythonArgument => {
    if (isList(row)) return row[position] ?? null;
    if (!isDict(row)) return row;
    const value = typeof name === "string" ? row.get(name) : undefined;
    return value === undefined ? Number.NaN : value;
  });
  // A single row is repeated to the length of the index.
  const [only = null] = cells;
  return cells.length === 1 && series.length !== 1 ? Array.from({ length: series.length }, () => only) : cells;
}

/** The labels of a split table's rows; null where it has none. */
function indexOf(document: PythonValue): PythonValue {
  if (!(document instanceof Map)) return null;
  const split = document.get("dataframe_split") ?? document;
  return split instanceof Map && !document.has("dataframe_records") ? (split.get("index") ?? null) : null;
}

/** The frame with the values of its columns, which were counted before, and with the labels of its rows. */
export function columnsWithCells(frame: Frame, document: PythonValue, environment: Environment): Frame {
  const data = rowsOf(document);
  const columns = frame.columns.map((column, position) => {
    const cells = cellsOf(column, position, data);
    return cells === null || cells.length !== column.series.length ? column : withCells(column, cells);
  });
  return { ...frame, columns, zero: zeroInIndex(indexOf(document), environment) };
}

/** What `np.array` makes of a request's content where no schema is available, as the reference's reader of JSON files does. */
function arraysOf(content: PythonValue, isRecords: boolean): ModelInput {
  const [first = null] = isList(content) ? content : [];
  if (isRecords && isList(content) && isDict(first)) {
    const names = [...first.keys()];
    const dict = new Map(
      names.map((name) => [name, makeArray(content.map((row) => (isDict(row) ? (row.get(name) ?? null) : null)))] as const),
    );
    return { kind: "dict", dict };
  }
  if (isDict(content)) return { kind: "dict", dict: new Map([...content].map(([name, value]) => [name, makeArray(value)] as const)) };
  return { kind: "array", array: makeArray(content), sparse: false };
}

/** A JSON document that is not a table, as it is passed to `predict`. */
export function documentInput(document: PythonValue, dataset: Dataset): ModelInput {
  if (dataset.kind === "value") return { kind: "value", value: document };
  const isRecords = document instanceof Map && document.has("instances");
  const content = document instanceof Map ? (document.get(isRecords ? "instances" : "inputs") ?? null) : document;
  return arraysOf(content, isRecords);
}

/** The frame of a request before it is cast; throws where the scoring server refuses its form. Source: `dataframe_from_parsed_json`. */
export function requestFrame(
  envelope: "dataframe_split" | "dataframe_records",
  content: PythonValue,
  dataset: Dataset | null,
  document: PythonValue,
  environment: Environment,
): Frame {
  if (envelope === "dataframe_records" && !isList(content))
    throw invalidInput(
      `Dataframe records format must be a list of records. Got ${isDict(content) ? "dictionary" : `type ${typeName(content)}`}.`,
    );
  if (envelope === "dataframe_split") {
    if (!isDict(content))
      throw invalidInput(`Dataframe split format must be a dictionary. Got ${isList(content) ? "list" : `type ${typeName(content)}`}.`);
    const unknown = [...content.keys()].filter((key) => !["columns", "data", "index"].includes(key));
    if (!content.has("data") || unknown.length > 0)
      throw invalidInput(
        `Dataframe split format must have 'data' field and optionally 'columns' and 'index' fields. Got {${[...content.keys()].map((key) => `'${key}'`).join(", ")}}.'`,
      );
  }
  if (dataset?.kind !== "table") throw new UndecidedError(text`The table of the request was not read.`);
  const input = inputFromDataset(dataset, {});
  if (input.kind !== "frame") throw new UndecidedError(text`The table of the request was not read.`);
  return columnsWithCells(input, document, environment);
}
