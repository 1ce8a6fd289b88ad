import type { ByteSource } from "./bytes/byte-source.ts";
import { compressionByMagic, decompressedSource } from "./bytes/decompress.ts";
import { isSignetError, SignetError, text } from "./errors.ts";
import type { Dataset, TableDataset } from "./evidence/dataset.ts";
import { LISTED_ROWS } from "./evidence/sighting.ts";
import type { Schema } from "./mlflow/types.ts";
import type { Handing } from "./python/handing.ts";
import { jsonLoads } from "./python/json-loads.ts";
import type { PythonValue } from "./python/value.ts";
import type { ReadContext } from "./readers/reader.ts";
import type { ReadSettings } from "./readers/settings.ts";
import { type ReadSide, readSide } from "./sign.ts";
import { declaredTable } from "./validation/declared-table.ts";
import {
  CSV_PARSE_FAILED,
  csvDtypes,
  type HeldVerdict,
  type Holding,
  holdParsedTable,
  holdPredict,
  holdRequest,
  holdUnparsed,
  PARQUET_PARSE_FAILED,
} from "./validation/hold.ts";
import type { Verdict, Way } from "./validation/verdict.ts";

/** JSON that is longer is not held in memory to be walked value by value. */
const MAX_DOCUMENT_BYTES = 256 << 20;

/** The longest magic of a compression. */
const MAGIC_BYTES = 8;

/** What is held against a schema: files, how they are read, and how the verdict is meant. */
export interface CheckRequest {
  /** Parts of one data set; a request to the scoring server is one file. */
  readonly sources: readonly ByteSource[];
  readonly settings: ReadSettings;
  readonly schema: Schema;
  /** False for outputs, which MLflow does not enforce at `predict`. */
  readonly isEnforced?: boolean;
  /** Read a CSV again where cells are refused, to list the first hundred rows and not only the first of each kind. */
  readonly listRows?: boolean;
  /** What was read before with these settings, by the side that signed the files; absent: they are read. */
  readonly opened?: ReadSide;
}

const tooLong = ({ name }: ByteSource) =>
  new SignetError("Undecided", text`${name} is longer than ${MAX_DOCUMENT_BYTES >> 20} MiB: its values are not walked.`, {
    place: { file: name },
    remedy: "Check a part of it.",
  });

/** The whole text of a JSON file. Rejects with `Undecided` where it is too long, `UnreadableFile` where it is no UTF-8. */
async function textOf(source: ByteSource, { signal }: ReadContext): Promise<string> {
  if (source.byteLength > MAX_DOCUMENT_BYTES) throw tooLong(source);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let content = "";
  try {
    for await (const chunk of source.stream(signal === undefined ? {} : { signal })) {
      content += decoder.decode(chunk, { stream: true });
      if (content.length > MAX_DOCUMENT_BYTES) throw tooLong(source);
    }
    return content + decoder.decode();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new SignetError("UnreadableFile", text`${source.name} is not valid UTF-8.`, { cause, pythonError: "UnicodeDecodeError" });
  }
}

/** The document of a JSON file, the list of them of JSON lines; undefined of other formats. Rejects with `Undecided` where it is too long. */
async function documentOf(source: ByteSource, format: string, context: ReadContext): Promise<PythonValue | undefined> {
  if (format !== "json" && format !== "jsonl") return undefined;
  const compression = compressionByMagic(await source.slice(0, MAGIC_BYTES));
  const content = await textOf(compression === null ? source : decompressedSource(source, compression), context);
  if (format === "json") return jsonLoads(content);
  return content
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .map(jsonLoads);
}

const handingOf = ({ drop, astype, to }: ReadSettings): Handing => ({
  ...(drop === undefined ? {} : { drop }),
  ...(astype === undefined ? {} : { astype }),
  ...(to === undefined ? {} : { to }),
});

const firstOf = (sources: readonly ByteSource[]): ByteSource => {
  const [source] = sources;
  if (source === undefined) throw new SignetError("UnreadableFile", "There is no file to read.", { remedy: "Choose a file." });
  return source;
};

/** Columns that are refused for some of their cells, of which only the first rows are known. */
function unlistedColumns({ refusals }: Verdict): readonly string[] {
  return refusals.flatMap(({ column, rows }) =>
    column !== undefined && rows !== undefined && rows.count !== null && rows.count > rows.first.length && rows.first.length < LISTED_ROWS
      ? [String(column)]
      : [],
  );
}

/** Holds what was read, and reads it again where the verdict hangs on numbers that nobody looked at, or rows at fault are to be listed. */
async function holdOpened(
  { sources, listRows = false }: CheckRequest,
  opened: ReadSide,
  context: ReadContext,
  hold: (side: ReadSide) => HeldVerdict,
): Promise<Verdict> {
  const held = hold(opened);
  const asked = [...held.needsNumbers, ...(listRows && opened.format === "csv" ? unlistedColumns(held.verdict) : [])];
  if (asked.length === 0) return held.verdict;
  return hold(await readSide(sources, { ...opened.settings, numberFacts: asked }, context)).verdict;
}

/**
 * Holds files against a schema as an object handed to `predict`: they are read as a user's code reads them, with the reader options.
 * Resolves to the verdict; rejects with a SignetError where a file cannot be read at all.
 */
export async function checkPredict(request: CheckRequest, context: ReadContext = {}): Promise<Verdict> {
  const { sources, settings, schema, isEnforced = true } = request;
  const opened = request.opened ?? (await readSide(sources, settings, context));
  const document = await documentOf(firstOf(sources), opened.format, context);
  return holdOpened(request, opened, context, ({ dataset, settings: inForce }) =>
    holdPredict({ dataset, handing: handingOf(inForce), ...(document === undefined ? {} : { document }) }, schema, {
      via: "predict",
      isEnforced,
    }),
  );
}

/** Whether a CSV was read as the scoring server reads it, but for the dtypes: nothing unpacked, no option. */
function isPlainRead({ settings, applied, dataset, format }: ReadSide): boolean {
  const { options, astype, drop, to } = settings;
  const asGiven = astype === undefined && drop === undefined && to === undefined;
  return format === "csv" && dataset.kind === "table" && options.size === 0 && applied.length === 0 && asGiven;
}

/** `text/csv`: the raw bytes, parsed with the schema's dtypes and no option of the user's. */
async function scoreCsv({ sources, schema, opened }: CheckRequest, holding: Holding, context: ReadContext): Promise<Verdict> {
  const dtypes = csvDtypes(schema);
  if (typeof dtypes === "string") return holdUnparsed([CSV_PARSE_FAILED, dtypes], "MlflowException", holding);
  const isPlain = opened !== undefined && isPlainRead(opened) && /\.(csv|txt)$/i.test(firstOf(sources).name);
  // Only a table is a plain read.
  const known = isPlain ? declaredTable(opened.dataset as TableDataset, dtypes) : null;
  try {
    const options = new Map<string, PythonValue>([["dtype", dtypes]]);
    const dataset = known ?? (await readSide(sources, { options, format: "csv", compression: "none" }, context)).dataset;
    return holdParsedTable({ dataset, handing: {} }, schema, holding, CSV_PARSE_FAILED).verdict;
  } catch (error) {
    if (isSignetError(error, "UnreadableFile")) return holdUnparsed([CSV_PARSE_FAILED, ...error.text], "MlflowException", holding);
    throw error;
  }
}

async function scoreParquet(request: CheckRequest, holding: Holding, context: ReadContext): Promise<Verdict> {
  try {
    const opened = await readSide(request.sources, { options: new Map(), format: "parquet" }, context);
    return await holdOpened(request, opened, context, ({ dataset }) =>
      holdParsedTable({ dataset, handing: {} }, request.schema, holding, PARQUET_PARSE_FAILED),
    );
  } catch (error) {
    if (isSignetError(error, "UnreadableFile")) return holdUnparsed([PARQUET_PARSE_FAILED, ...error.text], "MlflowException", holding);
    throw error;
  }
}

/** The table that `pd.DataFrame` makes of a request's frame. */
async function requestTable(source: ByteSource, document: PythonValue, context: ReadContext): Promise<Dataset | null> {
  const isFrame = document instanceof Map && (document.has("dataframe_split") || document.has("dataframe_records"));
  return isFrame ? (await readSide([source], { options: new Map(), format: "json" }, context)).dataset : null;
}

async function scoreJson({ sources, schema }: CheckRequest, holding: Holding, context: ReadContext): Promise<Verdict> {
  const source = firstOf(sources);
  const invalid = (before: string, error: SignetError) =>
    holdUnparsed([`Invalid input. ${before} Error: `, ...error.text], "MlflowInvalidInputException", holding);
  let document: PythonValue;
  try {
    document = jsonLoads(await textOf(source, context));
  } catch (error) {
    if (!isSignetError(error) || error.tag === "Undecided") throw error;
    return invalid("Ensure that input is a valid JSON formatted string.", error);
  }
  try {
    return holdRequest(document, await requestTable(source, document, context), schema, holding).verdict;
  } catch (error) {
    if (!isSignetError(error, "UnreadableFile")) throw error;
    return invalid("Provided field is not a valid dataframe representation.", error);
  }
}

/**
 * Holds a file against a schema as the body of a request to MLflow's scoring server, which takes CSV, Parquet and JSON.
 * Reader options, casts and compression are no part of a request. `format` is the file's extension.
 * Resolves to the verdict; rejects as {@link checkPredict} does.
 */
export async function checkScoring(request: CheckRequest & { readonly format: string }, context: ReadContext = {}): Promise<Verdict> {
  const { isEnforced = true, format } = request;
  const holding: Holding = { via: "scoring", isEnforced };
  switch (format) {
    case "csv":
    case "tsv":
    case "txt":
    case "tab":
      return scoreCsv(request, holding, context);
    case "parquet":
    case "pq":
      return scoreParquet(request, holding, context);
    case "json":
      return scoreJson(request, holding, context);
    default:
      return holdUnparsed(
        [
          `This predictor only supports the following content types: Types: ['text/csv', 'application/json', 'application/vnd.apache.parquet']. Got a ${format} file.`,
        ],
        "UnsupportedMediaType",
        holding,
      );
  }
}

/** Every way that is asked for, the file read once where both can be told from one reading. */
export async function checkWays(
  request: CheckRequest & { readonly format: string },
  ways: readonly Way[],
  context: ReadContext = {},
): Promise<readonly Verdict[]> {
  const opened = request.opened ?? (ways.includes("predict") ? await readSide(request.sources, request.settings, context) : undefined);
  const shared = opened === undefined ? request : { ...request, opened };
  const verdicts: Verdict[] = [];
  for (const way of ways) verdicts.push(way === "predict" ? await checkPredict(shared, context) : await checkScoring(shared, context));
  return verdicts;
}
