import { join } from "node:path";
import { cellsOfFile, lookup } from "../../src/core/check/file-cells.ts";
import { documentOf } from "../../src/core/check/json-document.ts";
import { defined } from "../../src/core/defined.ts";
import { renderText } from "../../src/core/errors.ts";
import type { ColumnEvidence } from "../../src/core/evidence/dataset.ts";
import { castSeries } from "../../src/core/ladders/astype.ts";
import { preprocessedColumns } from "../../src/core/ladders/frame.ts";
import { castToNumpy } from "../../src/core/ladders/numpy-cast.ts";
import { NUMPY_DTYPES, seriesNumpyDtype } from "../../src/core/ladders/numpy-dtype.ts";
import type { PandasSeries, SeriesOutcome } from "../../src/core/ladders/pandas.ts";
import { schemaFromValue } from "../../src/core/mlflow/signature-json.ts";
import type { DataType, Schema } from "../../src/core/mlflow/types.ts";

import { jsonLoads } from "../../src/core/python/json-loads.ts";
import { readSide } from "../../src/core/sign.ts";
import { castsTo } from "../../src/core/validation/advice/casts.ts";
import type { Cell } from "../../src/core/validation/advice/cells.ts";
import { checkInput, dataInput } from "../../src/core/validation/check-input.ts";
import type { FrameColumn } from "../../src/core/validation/model-input.ts";
import { fileSource } from "./sources.ts";

/** Files whose columns have every dtype that pandas reads, with and without missing cells, and every kind of text, number and JSON value. */
export const FILES = ["plain.parquet", "missing.parquet", "plain.csv", "missing.csv", "values.json"] as const;

/** One column of a file, called `c`, in every form in which rules ask about it. */
interface Column {
  readonly series: PandasSeries;
  readonly evidence: ColumnEvidence;
  readonly frameColumn: FrameColumn;
  readonly cells: readonly Cell[] | null;
}

const NAME = "c";
const ANY_SCHEMA = schemaFromValue(jsonLoads('[{"type": "any", "required": true}]'));

/** The columns of one of the files of `folder`. */
async function columnsIn(folder: string, file: string): Promise<readonly Column[]> {
  const sources = [fileSource(join(folder, file))];
  const first = await readSide(sources, { options: new Map() });
  if (first.dataset.kind !== "table") throw new Error(`${file} is not a table`);
  const numberFacts = first.dataset.columns.map(({ name }) => String(name));
  const side = await readSide(sources, { options: new Map(), numberFacts });
  const { dataset } = side;
  if (dataset.kind !== "table") throw new Error(`${file} is not a table`);
  const document = await documentOf(fileSource(join(folder, file)), side.format, {});
  const input = dataInput({ dataset, preprocessing: {}, ...defined({ document }) }, ANY_SCHEMA);
  const cells = lookup(await cellsOfFile(sources, side, {}), side, dataset);
  return preprocessedColumns(dataset, {}).map(({ outcome }, position) => {
    const given = dataset.columns[position];
    const frameColumn = input?.kind === "frame" ? input.columns[position] : undefined;
    if (outcome.kind !== "series" || given === undefined || frameColumn === undefined) throw new Error(`${file} has no such column`);
    return {
      series: { ...outcome.series, name: NAME },
      evidence: given.evidence,
      frameColumn: { ...frameColumn, name: NAME },
      cells: cells(given.name),
    };
  });
}

const SCALARS: readonly DataType[] = ["boolean", "integer", "long", "float", "double", "string", "binary", "datetime"];

const NESTED = [
  '{"type": "array", "items": {"type": "long"}}',
  '{"type": "array", "items": {"type": "double"}}',
  '{"type": "array", "items": {"type": "string"}}',
  '{"type": "array", "items": {"type": "array", "items": {"type": "long"}}}',
  '{"type": "array", "items": {"type": "object", "properties": {"x": {"type": "long", "required": true}}}}',
  '{"type": "object", "properties": {"x": {"type": "long", "required": true}, "y": {"type": "string", "required": false}}}',
  '{"type": "map", "values": {"type": "long"}}',
];

/** What tensors are asked of a column: a dtype and a shape. */
const TENSORS: readonly (readonly [dtype: string, shape: string])[] = [
  ...["float64", "float32", "int64", "int32", "uint8", "bool", "str", "object", "datetime64[ns]", "bytes"].map(
    (dtype) => [dtype, "[-1]"] as const,
  ),
  ["int64", "[-1, 1]"],
  ["int64", "[-1, 2]"],
  ["float64", "[-1, 1, 2]"],
];

/** Names that `astype` takes, of every kind, and some that it does not. */
const ASTYPES =
  "bool int8 int32 int64 uint8 uint64 float16 float32 float64 str object category string boolean Int8 Int64 UInt8 Float32 Float64 datetime64[ns] datetime64[s] timedelta64[ns] bool[pyarrow] int8[pyarrow] int64[pyarrow] uint8[pyarrow] halffloat[pyarrow] float[pyarrow] double[pyarrow] string[pyarrow] timestamp[us][pyarrow] date32[day][pyarrow] nonsense bytes complex128".split(
    " ",
  );
const ZONED_ASTYPES = ["datetime64[ns, UTC]", "timestamp[us, tz=UTC][pyarrow]"];

function outcomeWords(outcome: SeriesOutcome | null): string {
  if (outcome === null) return "taken";
  if (outcome.kind !== "series") return `${outcome.kind}: ${outcome.error.pythonError ?? ""} ${renderText(outcome.error.message)}`;
  const { dtype, missing, values, categories } = outcome.series;
  const objects = values === undefined ? "" : ` of ${[...values.scalars].map(([type, { count }]) => `${count} ${type}`).join(", ")}`;
  return `${dtype.name}${objects}${missing === undefined ? "" : `, ${missing.count} missing`}${categories === undefined ? "" : `, categories ${categories}`}`;
}

function verdictWords(column: Column, schema: Schema): string {
  const input = { kind: "frame", columns: [column.frameColumn], rowCount: column.series.length } as const;
  const { verdict, needsNumbers } = checkInput(input, schema, { via: "predict", isEnforced: true });
  const { kind, refusals, undecided, conversions, changes } = verdict;
  return [
    needsNumbers.length > 0 ? "needs numbers" : kind,
    ...refusals.map(({ error, message, found, expected }) => `${error}: ${renderText(message)} (${found}, ${expected})`),
    ...undecided.map(({ message }) => renderText(message)),
    ...conversions.map(({ from, to }) => `${from} becomes ${to}`),
    ...changes.map(
      ({ rows, becomes }) => `rows ${rows.first.join(", ")}: ${rows.sample === undefined ? "" : rows.sample.data} becomes ${becomes.data}`,
    ),
  ].join("\n");
}

function castWords({ frameColumn: { series, evidence }, cells }: Column, type: DataType, withCells: boolean): string {
  const casts = castsTo({ name: NAME, series, ...defined({ evidence }), cells: withCells ? cells : null }, type);
  return casts
    .map(({ label, expression, kept, consequence, loses, rows, needsPandas, astype, result, cells: after }) =>
      [
        renderText(label),
        expression("c"),
        ...(kept === undefined ? [] : [`rows where ${kept("c")}, without ${rows}`]),
        `${renderText(consequence)}${loses ? " (loses)" : ""}`,
        `${astype ?? "-"}, ${needsPandas}, ${result.dtype.name} of ${result.length}, ${result.missing} missing ${result.hasMissing}, 0 or 1 ${result.zeroOrOne}, whole ${result.whole}, within ${result.withinNanoseconds}${after === null ? "" : ", cells kept"}`,
      ].join(" | "),
    )
    .join("\n");
}

const columnSchema = (type: string, required = true): Schema =>
  schemaFromValue(jsonLoads(`[{"name": "${NAME}", "required": ${required}, ${type.slice(1, -1)}}]`));

const tensorSchema = (dtype: string, shape: string): Schema =>
  schemaFromValue(jsonLoads(`[{"name": "${NAME}", "type": "tensor", "tensor-spec": {"dtype": "${dtype}", "shape": ${shape}}}]`));

/** Per question, the places of columns by the answer about them: `0-3 7`. */
export type Answers = Readonly<Record<string, Readonly<Record<string, string>>>>;

type Question = readonly [name: string, ask: (column: Column) => string];

const SCALAR_TYPES = SCALARS.map((type) => `{"type": "${type}"}`);

/** Questions about a column, by what they are about: each answer is one that the reference can be asked for. */
export const TOPICS: Readonly<Record<string, readonly Question[]>> = {
  to_numpy: [
    ["to_numpy", ({ series }) => seriesNumpyDtype(series)],
    ...NUMPY_DTYPES.map(
      (dtype): Question => [`to_numpy ${dtype}`, ({ series, evidence }) => outcomeWords(castToNumpy(series, evidence, dtype))],
    ),
  ],
  astype: [...ASTYPES, ...ZONED_ASTYPES].map(
    (dtype): Question => [`astype ${dtype}`, ({ series, evidence }) => outcomeWords(castSeries(series, dtype, evidence))],
  ),
  check: [
    ...[...SCALAR_TYPES, ...NESTED].map((type): Question => {
      const schema = columnSchema(type);
      return [`check ${type}`, (column) => verdictWords(column, schema)];
    }),
    ...NESTED.map((type): Question => {
      const schema = columnSchema(type, false);
      return [`check optional ${type}`, (column) => verdictWords(column, schema)];
    }),
  ],
  tensor: TENSORS.map(([dtype, shape]): Question => {
    const schema = tensorSchema(dtype, shape);
    return [`check tensor ${dtype} ${shape}`, (column) => verdictWords(column, schema)];
  }),
  cast: SCALARS.flatMap((type): Question[] => [
    [`cast ${type}`, (column) => castWords(column, type, true)],
    [`cast ${type} unseen`, (column) => castWords(column, type, false)],
  ]),
};

/** Places in ascending order, those that follow each other as the first and the last: `0-3 7`. */
function ranges(places: readonly number[]): string {
  const starts = places.filter((place) => !places.includes(place - 1));
  const ends = places.filter((place) => !places.includes(place + 1));
  return starts.map((start, index) => (start === ends[index] ? `${start}` : `${start}-${ends[index]}`)).join(" ");
}

/** What Signet answers to the questions of a topic about each column of a file. */
export async function columnAnswers(folder: string, file: string, topic: string): Promise<Answers> {
  const columns = await columnsIn(folder, file);
  return Object.fromEntries(
    (TOPICS[topic] ?? []).map(([question, ask]) => {
      const byAnswer = new Map<string, number[]>();
      for (const [place, column] of columns.entries()) {
        const answer = ask(column);
        byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), place]);
      }
      return [question, Object.fromEntries([...byAnswer].map(([answer, places]) => [answer, ranges(places)]))];
    }),
  );
}
