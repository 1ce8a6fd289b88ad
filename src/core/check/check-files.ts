import type { ByteSource } from "../bytes/byte-source.ts";
import { compressionByMagic } from "../bytes/compression.ts";
import { firstSource } from "../bytes/first-source.ts";
import { defined } from "../defined.ts";
import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { assertSignetError, isSignetError, type SignetError } from "../errors.ts";
import type { Dataset, TableDataset } from "../evidence/dataset.ts";
import { datasetIn } from "../evidence/in-environment.ts";
import { renamed } from "../evidence/renamed.ts";
import { LISTED_ROWS } from "../evidence/sighting.ts";
import type { DataType, Schema } from "../mlflow/types.ts";
import { jsonLoads } from "../python/json-loads.ts";
import { isAsRead, nameInFile } from "../python/preprocessing.ts";
import type { PythonValue } from "../python/value.ts";
import type { ReadContext } from "../readers/reader.ts";
import type { NumberFacts, ReadSettings } from "../readers/settings.ts";
import { type ReadSide, readSide } from "../sign.ts";
import type { Cell } from "../validation/advice/cells.ts";
import {
  type CheckMode,
  type CheckOutcome,
  CSV_PARSE_FAILED,
  checkData,
  checkJsonBody,
  checkParsedTable,
  csvDtypes,
  type FileData,
  PARQUET_PARSE_FAILED,
  undecidedVerdict,
  unparsedVerdict,
} from "../validation/check-input.ts";
import { declaredTable } from "../validation/declared-table.ts";
import { ENVELOPES, isUnwrapped, type ServedModel, UNWRAPPED_KEYS } from "../validation/request-form.ts";
import { type RequestBody, type Verdict, WAYS, type Way } from "../validation/verdict.ts";
import { cellsOfFile, lookup } from "./file-cells.ts";
import { documentOf, MAGIC_BYTES, textOf } from "./json-document.ts";

/** What is checked against a schema: files, how they are read, and how the verdict is meant. */
export interface CheckRequest extends ServedModel {
  /** Parts of one data set; a request to the scoring server is one file. */
  readonly sources: readonly ByteSource[];
  readonly settings: ReadSettings;
  readonly schema: Schema;
  /** False for outputs, which MLflow does not enforce at `predict`. */
  readonly isEnforced?: boolean;
  /** Read a table again where cells are refused, to list the first hundred rows and not only the first of each kind. */
  readonly listRows?: boolean;
  /** What was read before with these settings, by the side that signed the files; absent: they are read. */
  readonly opened?: ReadSide;
}

const modeOf = ({ isEnforced = true, params = null, fromTypeHint = false, environment }: CheckRequest, via: Way): CheckMode => ({
  via,
  isEnforced,
  params,
  fromTypeHint,
  ...defined({ environment }),
});

/** What was read, as the pandas of the request reads it. */
const seenBy = ({ environment = CURRENT }: Pick<CheckRequest, "environment">, dataset: Dataset): Dataset => datasetIn(environment, dataset);

/** What is asked of the numbers in a column of text: an int32 may overflow, integers are floats where all are 0 or 1, a float may be whole. */
const ASKED: Readonly<Partial<Record<DataType, NumberFacts>>> = {
  boolean: { integers: true, floats: true },
  integer: { integers: true, floats: true },
  long: { integers: false, floats: true },
  float: { integers: true, floats: false },
  double: { integers: true, floats: false },
};

const DATES: NumberFacts = { integers: false, floats: false, dates: true };

/**
 * How files are read that are to be checked against a schema: of text, the rows and numbers that a refusal may be reported by are counted with the
 * rest, so that no second reading is needed for them.
 */
export function checkSettings(settings: ReadSettings, schema: Schema | null, environment: Environment = CURRENT): ReadSettings {
  if (schema?.kind !== "columns") return settings;
  // Text that is a column of objects is made dates, if it can be.
  const ofType = (type: DataType) => (type === "datetime" && !has(environment, "textDtype") ? DATES : ASKED[type]);
  const textFacts = schema.specs.flatMap(({ name, type }) => {
    const asked = type.kind === "scalar" ? ofType(type.name) : undefined;
    return name === undefined || asked === undefined ? [] : [[String(nameInFile(settings.preprocessing?.rename, name)), asked] as const];
  });
  return { ...settings, textFacts: new Map(textFacts) };
}

/** Columns that are refused for some of their cells, of which only the first rows are known, or none. */
function unlistedColumns({ refusals }: Verdict): readonly string[] {
  return refusals.flatMap(({ column, rows }) => {
    if (column === undefined || rows === undefined) return [];
    const { count, first } = rows;
    const isUnlisted = count === null ? first.length === 0 : count > first.length && first.length < LISTED_ROWS;
    return isUnlisted ? [String(column)] : [];
  });
}

/** Cells that are all text, or missing. */
const textsOf = (cells: readonly Cell[] | null): readonly (string | null)[] | null =>
  cells?.every((cell): cell is string | null => typeof cell === "string" || cell === null) === true ? cells : null;

/** Checks what was read; reads it again if the verdict depends on numbers that no reader looked at, or if failing rows are to be listed. */
async function checkOpened(
  { sources, listRows = false, schema, environment }: CheckRequest,
  opened: ReadSide,
  context: ReadContext,
  check: (side: ReadSide, texts?: FileData["texts"]) => CheckOutcome,
): Promise<Verdict> {
  const first = check(opened);
  const asked = [...first.needsNumbers, ...(listRows ? unlistedColumns(first.verdict) : [])];
  if (asked.length === 0) return first.verdict;
  const numberFacts = asked.map((name) => String(nameInFile(opened.settings.preprocessing?.rename, name)));
  const settings = { ...checkSettings(opened.settings, schema, environment), numberFacts };
  const again = await readSide(sources, settings, context);
  const second = check(again);
  if (second.needsNumbers.length === 0) return second.verdict;
  // What is left are texts, which are looked at one by one.
  const seen = renamed(again.dataset, again.settings.preprocessing?.rename);
  const cells = lookup(await cellsOfFile(sources, again, context), again, seen);
  return check(again, (name) => textsOf(cells(name))).verdict;
}

/**
 * Checks files against a schema as an object passed to `predict`: they are read as a user's code reads them, with the reader options.
 * Resolves to the verdict; rejects with a SignetError where a file cannot be read at all.
 */
export async function checkPredict(request: CheckRequest, context: ReadContext = {}): Promise<Verdict> {
  const { sources, settings, schema } = request;
  const opened = request.opened ?? (await readSide(sources, checkSettings(settings, schema, request.environment), context));
  const document = await documentOf(firstSource(sources), opened.format, context);
  return checkOpened(request, opened, context, ({ dataset, settings: { preprocessing = {} } }, texts) =>
    checkData(
      { dataset: renamed(seenBy(request, dataset), preprocessing.rename), preprocessing, ...defined({ document, texts }) },
      schema,
      modeOf(request, "predict"),
    ),
  );
}

/** Whether a file was read as the scoring server reads it, except dtypes of CSV: nothing unpacked, no option. */
function isPlainRead({ settings, applied, dataset }: ReadSide): boolean {
  const { options, preprocessing = {} } = settings;
  return dataset.kind === "table" && options.size === 0 && applied.length === 0 && isAsRead(preprocessing);
}

/** `text/csv`: the raw bytes, parsed with the schema's dtypes and no option of the user's. */
async function scoreCsv({ sources, schema, opened }: CheckRequest, mode: CheckMode, context: ReadContext): Promise<Verdict> {
  const dtypes = csvDtypes(schema);
  if (typeof dtypes === "string") return unparsedVerdict([CSV_PARSE_FAILED, dtypes], "MlflowException", mode);
  const isPlain = opened?.format === "csv" && isPlainRead(opened) && /\.(csv|txt)$/i.test(firstSource(sources).name);
  // Only a table is a plain read.
  const known = isPlain ? declaredTable(opened.dataset as TableDataset, dtypes) : null;
  try {
    const declared =
      dtypes instanceof Map
        ? { options: new Map([["dtype", dtypes]]) }
        : { options: new Map(), positionalDtypes: dtypes as readonly string[] };
    const settings = checkSettings({ ...declared, format: "csv", compression: "none" }, schema, mode.environment);
    const dataset = known ?? (await readSide(sources, settings, context)).dataset;
    return checkParsedTable({ dataset: seenBy(mode, dataset) }, schema, mode, CSV_PARSE_FAILED).verdict;
  } catch (error) {
    assertSignetError(error, "UnreadableFile");
    return unparsedVerdict([CSV_PARSE_FAILED, ...error.text], "MlflowException", mode);
  }
}

const NO_PARQUET = "This predictor only supports the following content types: Types: ['text/csv', 'application/json']. Got a Parquet file.";

async function scoreParquet(request: CheckRequest, mode: CheckMode, context: ReadContext): Promise<Verdict> {
  if (!has(request.environment ?? CURRENT, "parquetRequests")) return unparsedVerdict([NO_PARQUET], "MlflowException", mode);
  try {
    const { opened: known, sources } = request;
    const isKnown = known?.format === "parquet" && isPlainRead(known);
    const opened = isKnown ? known : await readSide(sources, { options: new Map(), format: "parquet" }, context);
    return await checkOpened(request, opened, context, ({ dataset }, texts) =>
      checkParsedTable({ dataset: seenBy(request, dataset), ...defined({ texts }) }, request.schema, mode, PARQUET_PARSE_FAILED),
    );
  } catch (error) {
    assertSignetError(error, "UnreadableFile");
    return unparsedVerdict([PARQUET_PARSE_FAILED, ...error.text], "MlflowException", mode);
  }
}

/** The table that `pd.DataFrame` makes of a request's frame. */
async function requestTable(source: ByteSource, document: PythonValue, mode: CheckMode, context: ReadContext): Promise<Dataset | null> {
  const isFrame =
    document instanceof Map && !isUnwrapped(document) && (document.has("dataframe_split") || document.has("dataframe_records"));
  return isFrame ? seenBy(mode, (await readSide([source], { options: new Map(), format: "json" }, context)).dataset) : null;
}

async function scoreJson({ sources, schema }: CheckRequest, mode: CheckMode, context: ReadContext): Promise<Verdict> {
  const source = firstSource(sources);
  const invalid = (before: string, error: SignetError) =>
    unparsedVerdict([`Invalid input. ${before} Error: `, ...error.text], "MlflowInvalidInputException", mode);
  let document: PythonValue;
  try {
    document = jsonLoads(await textOf(source, context));
  } catch (error) {
    if (!isSignetError(error) || error.tag === "Undecided") throw error;
    return invalid("Ensure that input is a valid JSON formatted string.", error);
  }
  try {
    return checkJsonBody(document, await requestTable(source, document, mode, context), schema, mode).verdict;
  } catch (error) {
    assertSignetError(error, "UnreadableFile");
    return invalid("Provided field is not a valid dataframe representation.", error);
  }
}

/** The body that a file is sent as, by its extension. */
const BODIES: ReadonlyMap<string, RequestBody> = new Map([
  ...["csv", "tsv", "txt", "tab"].map((extension) => [extension, "csv"] as const),
  ...["parquet", "pq"].map((extension) => [extension, "parquet"] as const),
  ["json", "json"],
]);

/**
 * Checks a file against a schema as the body of a request to MLflow's scoring server, which takes CSV, Parquet and JSON.
 * Reader options, casts and compression are not part of a request. `format` is the file's extension.
 * Resolves to the verdict; rejects as {@link checkPredict} does.
 */
export async function checkScoring(request: CheckRequest & { readonly format: string }, context: ReadContext = {}): Promise<Verdict> {
  const { format } = request;
  const mode = modeOf(request, "scoring");
  switch (BODIES.get(format)) {
    case "csv":
      return scoreCsv(request, mode, context);
    case "parquet":
      return scoreParquet(request, mode, context);
    case "json":
      return scoreJson(request, mode, context);
    case undefined:
      return unparsedVerdict(
        [
          `This predictor only supports the following content types: Types: ['text/csv', 'application/json', 'application/vnd.apache.parquet']. Got a ${format} file.`,
        ],
        "UnsupportedMediaType",
        mode,
      );
  }
}

/** So much of a JSON file shows whether it is the body of a request. */
const HEAD_BYTES = 4096;

const REQUEST_HEAD = new RegExp(`^\\s*\\{\\s*"(${[...ENVELOPES, ...UNWRAPPED_KEYS, "input_data", "signature_name"].join("|")})"`);

/** The content type under which a file that was read may be sent to the scoring server, as an extension; null where none would take it. */
export async function scoredFormat([source]: readonly ByteSource[], { format }: ReadSide): Promise<"csv" | "parquet" | "json" | null> {
  if (source === undefined || compressionByMagic(await source.slice(0, MAGIC_BYTES)) !== null) return null;
  if (format === "csv" || format === "parquet") return format;
  if (format !== "json") return null;
  const head = new TextDecoder().decode(await source.slice(0, Math.min(HEAD_BYTES, source.byteLength)));
  return REQUEST_HEAD.test(head) ? "json" : null;
}

/** A verdict on what Signet cannot tell, where the rest of a check has to go on. */
async function orUndecided(check: Promise<Verdict>, mode: CheckMode): Promise<Verdict> {
  try {
    return await check;
  } catch (error) {
    assertSignetError(error, "Undecided");
    return undecidedVerdict(error.text, mode);
  }
}

/**
 * Every way that is asked for, or that makes sense for the file, which is read once where one reading answers both.
 * Resolves to one verdict per way, `undecided` where only Python can decide; rejects where the file cannot be read at all.
 */
export async function checkWays(
  request: CheckRequest & { readonly format?: string },
  ways?: readonly Way[],
  context: ReadContext = {},
): Promise<readonly Verdict[]> {
  const needsReading = ways === undefined || ways.includes("predict");
  const settings = checkSettings(request.settings, request.schema, request.environment);
  const opened = request.opened ?? (needsReading ? await readSide(request.sources, settings, context) : undefined);
  const shared = opened === undefined ? request : { ...request, opened };
  const sent = request.format ?? (opened === undefined ? null : await scoredFormat(request.sources, opened));
  const asked = ways ?? (sent === null ? (["predict"] as const) : WAYS);
  const verdicts: Verdict[] = [];
  for (const via of asked) {
    const format = sent ?? firstSource(request.sources).name.split(".").at(-1)?.toLowerCase() ?? "";
    const check = via === "predict" ? checkPredict(shared, context) : checkScoring({ ...shared, format }, context);
    const body = via === "scoring" ? BODIES.get(format) : undefined;
    verdicts.push({ ...(await orUndecided(check, modeOf(request, via))), ...defined({ body }) });
  }
  return verdicts;
}
