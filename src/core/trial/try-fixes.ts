import type { ByteSource } from "../bytes/byte-source.ts";
import type { ColumnEvidence, TableDataset } from "../evidence/dataset.ts";
import { applyFix, fixFor } from "../problems/apply-fix.ts";
import { cleanFix, optionsCode } from "../problems/clean-fix.ts";
import { readsMissingWords, withLateWords } from "../problems/late-words.ts";
import { settingsJson } from "../problems/settings-json.ts";
import { readsAs } from "../problems/written-number.ts";
import type { Cleaning } from "../python/cleaning.ts";
import { nameInFile } from "../python/preprocessing.ts";
import type { ColumnName } from "../python/value.ts";
import type { ReadContext } from "../readers/reader.ts";
import { unlessRefused } from "../readers/unless-refused.ts";
import { type ReadSide, type ReadSides, readSide, sideRows } from "../sign.ts";
import type { DataSide, Fix, Problem, PythonChange, SigningResult } from "../signers/signer.ts";
import { changedByCast, sparedWords } from "./changed-by-cast.ts";
import { type DataState, dataState } from "./data-state.ts";
import { datesEvidence, naiveColumn } from "./dates-evidence.ts";
import { changeWords, harmedBy, isLossy, trialOf } from "./fix-effects.ts";
import { type TrialSource, trialSource } from "./trial-source.ts";

/** What fixes are tried on: the sides as they were read, their files, and how they are signed. */
export interface TrialRequest {
  readonly sides: ReadSides;
  readonly sources: Readonly<Partial<Record<DataSide, readonly ByteSource[]>>>;
  /** Signs without looking for problems. */
  readonly sign: (sides: ReadSides) => SigningResult;
}

/** A side on which fixes are tried: the part of its files, and the data as it is now. */
interface Bench {
  readonly side: DataSide;
  readonly request: TrialRequest;
  readonly part: TrialSource;
  readonly now: DataState;
}

/** Reads the part with settings; null where it cannot be read so. */
async function readPart({ part }: Pick<Bench, "part">, settings: ReadSide["settings"], context: ReadContext): Promise<ReadSide | null> {
  const options = new Map(settings.options);
  if (part.isUnpacked) options.delete("compression");
  return unlessRefused(readSide(part.sources, { ...settings, options }, context));
}

const stateRequest = ({ side, request, part }: Omit<Bench, "now">) => ({
  side,
  sides: request.sides,
  sources: part.sources,
  sign: request.sign,
  isSendable: !part.isUnpacked,
  isEvidence: part.isEvidence,
});

async function benchOf(side: DataSide, request: TrialRequest, context: ReadContext): Promise<Bench | null> {
  const [opened, sources] = [request.sides[side], request.sources[side]];
  if (opened === undefined || sources === undefined) return null;
  const part = await trialSource(sources, opened);
  const read = part.isWhole ? opened : await readPart({ part }, opened.settings, context);
  const now = read === null ? null : await dataState(stateRequest({ side, request, part }), read, context);
  return now === null ? null : { side, request, part, now };
}

/** Rows that are looked at for a fix that is the user's own Python. */
const MOST_ROWS = 20_000;

/** The cells of a column's first rows, `null` where missing; null where they cannot be read. */
async function columnCells({ part, now }: Bench, name: ColumnName, context: ReadContext): Promise<readonly (string | null)[] | null> {
  if (part.isEvidence) return null;
  const query = { firstRow: 0, rowCount: MOST_ROWS, firstColumn: 0, columnCount: 1, around: name, isWhole: true };
  const answer = await sideRows(part.sources, now.opened, query, context);
  if (answer.kind !== "rows" || answer.columns[0] !== name) return null;
  if (answer.rows.length < (now.result.rowCount ?? 0) && answer.rows.length < MOST_ROWS) return null;
  return answer.rows.map(([cell]) => (cell === undefined || cell.as === "missing" ? null : cell.text.data));
}

/** The evidence of a column once its cells are numbers; null if one of them is not a number. */
async function cleanedColumn(bench: Bench, cleaning: Cleaning, name: ColumnName, context: ReadContext): Promise<ColumnEvidence | null> {
  const cells = await columnCells(bench, name, context);
  if (cells === null) return null;
  let [numbers, missing] = [0, 0];
  for (const cell of cells) {
    const cleaned = cell === null ? "missing" : readsAs(cell, cleaning);
    if (cleaned === null) return null;
    if (cleaned === "missing") missing++;
    else numbers++;
  }
  const tally = (count: number) => ({ count, first: { row: 0 } });
  const kinds = [
    ...(numbers === 0 ? [] : [["float", tally(numbers)] as const]),
    ...(missing === 0 ? [] : [["missing", tally(missing)] as const]),
  ];
  return { kind: "text", rowCount: cells.length, kinds: new Map(kinds), facts: new Map(), options: {} };
}

/** The fix with the words that come late in its columns; null where that makes no other fix. */
async function completed(bench: Bench, fix: Fix, context: ReadContext): Promise<Fix | null> {
  if (!("columns" in fix) || !readsMissingWords(fix)) return null;
  const { rename } = bench.now.opened.settings.preprocessing ?? {};
  const cells = new Map<string, readonly string[]>();
  for (const name of fix.columns) {
    const found = await columnCells(bench, nameInFile(rename, name), context);
    cells.set(String(name), found?.filter((cell) => cell !== null) ?? []);
  }
  return withLateWords(fix, cells);
}

/** The evidence of a column as the Python of a fix would leave it; null where that would raise. */
async function changedColumn(
  bench: Bench,
  change: PythonChange,
  { name, evidence }: TableDataset["columns"][number],
  context: ReadContext,
): Promise<ColumnEvidence | null> {
  switch (change.kind) {
    case "clean":
      return cleanedColumn(bench, change.cleaning, name, context);
    case "dates": {
      const cells = await columnCells(bench, name, context);
      return cells === null ? null : datesEvidence(cells, change.formats, change.isZoned === true);
    }
    case "naive-times":
      return naiveColumn(evidence);
  }
}

/** The side as the user's own Python would leave it; null where that would raise. */
async function changedByPython(bench: Bench, fix: Extract<Fix, { kind: "python" }>, context: ReadContext): Promise<ReadSide | null> {
  // What was changed cannot be read again from the file, so how far its times reach must be known before.
  const opened =
    fix.change.kind === "naive-times" ? await openedWithNumbers(bench, bench.now.opened.settings, fix, context) : bench.now.opened;
  if (opened === null || opened.dataset.kind !== "table") return null;
  const { rename } = opened.settings.preprocessing ?? {};
  const wanted = new Set(fix.columns.map((name) => nameInFile(rename, name)));
  const columns: TableDataset["columns"][number][] = [];
  for (const column of opened.dataset.columns) {
    if (!wanted.has(column.name)) columns.push(column);
    else {
      const evidence = await changedColumn(bench, fix.change, column, context);
      if (evidence === null) return null;
      columns.push({ ...column, evidence });
    }
  }
  return { ...opened, dataset: { ...opened.dataset, columns } };
}

/** The side read again, with what is asked of a fix's columns alone: how far their numbers and times reach. */
async function openedWithNumbers(
  bench: Bench,
  settings: ReadSide["settings"],
  { columns }: { readonly columns: readonly ColumnName[] },
  context: ReadContext,
): Promise<ReadSide | null> {
  if (bench.part.isEvidence) return { ...bench.now.opened, settings };
  const { rename } = settings.preprocessing ?? {};
  return readPart(bench, { ...settings, numberFacts: columns.map((name) => String(nameInFile(rename, name))) }, context);
}

/** The side with a fix; null where it cannot be read or changed so. */
async function openedWith(bench: Bench, fix: Fix, context: ReadContext): Promise<ReadSide | null> {
  const { opened } = bench.now;
  if (fix.kind === "python") return changedByPython(bench, fix, context);
  const after = { ...opened.settings, ...applyFix(opened.settings, fix) };
  if (fix.kind === "option") return bench.part.isEvidence ? null : readPart(bench, after, context);
  return fix.kind === "astype" ? openedWithNumbers(bench, after, fix, context) : { ...opened, settings: after };
}

const typeChanges = (before: DataState, after: DataState) =>
  JSON.stringify([before.result.schema, before.result.rowCount], plain) !==
  JSON.stringify([after.result.schema, after.result.rowCount], plain);

/** What JSON has no form for, in one of its own. */
const plain = (_: string, value: unknown) => (value instanceof Map ? [...value] : typeof value === "bigint" ? `${value}n` : value);

/** Options whose fixes are for types: one that changes none is of no use. */
const TYPE_OPTIONS = ["na_values", "parse_dates", "decimal", "thousands", "dayfirst"];
/** Marks of numbers, which must make numbers of the columns that they are for, and touch no other. */
const NUMBER_MARKS = ["decimal", "thousands"];

/** Whether a fix does what it is for, and makes nothing worse that its words do not say. */
function isOfUse(fix: Fix, before: DataState, after: DataState): boolean {
  const own = new Set<ColumnName>("columns" in fix ? fix.columns : []);
  const { failure, specs } = after.result;
  if (failure !== null) {
    const isOthers =
      failure.stage === before.result.failure?.stage && specs.every(({ name, offence }) => offence === undefined || !own.has(name ?? null));
    if (!isOthers || own.size === 0) return false;
  }
  const refused = after.predict?.refusals ?? [];
  if (refused.length > 0 && (before.predict?.kind === "accepted" || refused.some(({ column }) => column === undefined || own.has(column))))
    return false;
  if (fix.kind === "option") {
    const has = (names: readonly string[]) => names.some((name) => fix.options.has(name));
    if (has(TYPE_OPTIONS) && !typeChanges(before, after)) return false;
    // Words that are read as missing are of use where they make the column something else than text.
    const dtypes = new Map(after.result.specs.map(({ name, dtype }) => [name ?? null, dtype]));
    if (fix.options.has("na_values") && [...own].some((name) => dtypes.get(name) === "str")) return false;
    if (has(NUMBER_MARKS)) {
      if (harmedBy(fix, before, after).length > 0 || [...own].some((name) => dtypes.get(name) === "str")) return false;
    }
  }
  return true;
}

/** Whether marks that are read otherwise make no other number of any cell: `12.5` is not 125. */
async function keepsNumbers(bench: Bench, fix: Fix, context: ReadContext): Promise<boolean> {
  if (fix.kind !== "option" || fix.cleaning === undefined) return true;
  const { rename } = bench.now.opened.settings.preprocessing ?? {};
  for (const name of [...fix.columns, ...(fix.alongside ?? [])])
    if ((await cleanedColumn(bench, fix.cleaning, nameInFile(rename, name), context)) === null) return false;
  return true;
}

/** A fix with what came of trying it; null where it is not to be offered. */
async function tryFix(bench: Bench, given: Fix, context: ReadContext): Promise<Fix | null> {
  let fix = given;
  let opened = await openedWith(bench, fix, context);
  if (opened !== null && fix.kind === "astype") {
    const changed = changedByCast(opened, fix);
    const left = fix.columns.filter((name) => !changed.has(name));
    if (left.length === 0) return null;
    if (left.length < fix.columns.length) {
      fix = fixFor(fix, new Set(left));
      opened = await openedWith(bench, fix, context);
    }
  }
  if (opened === null || !(await keepsNumbers(bench, fix, context))) return null;
  const { part, now } = bench;
  const after = await dataState(stateRequest(bench), opened, context);
  if (after === null || !isOfUse(fix, now, after)) return null;
  const rows = after.result.rowCount;
  const isCut = fix.kind === "python" && fix.change.kind !== "naive-times" && rows === MOST_ROWS;
  const tried = trialOf(fix, now, after, (part.isWhole && !isCut) || rows === null ? null : rows);
  return { ...fix, tried: { ...tried, effects: [...sparedWords(given, fix), tried.effects].filter((words) => words !== "").join(" ") } };
}

/** A fix that was tried; where it fails, with the words that come late, and at last what is offered in its place. */
async function tryFixOr(bench: Bench, fix: Fix, context: ReadContext): Promise<Fix | null> {
  const tried = await tryFix(bench, fix, context);
  if (tried !== null) return tried;
  const complete = await completed(bench, fix, context);
  const again = complete === null ? null : await tryFix(bench, complete, context);
  return again !== null || fix.otherwise === undefined
    ? again
    : tryFixOr(bench, await replacement(bench, fix, fix.otherwise, context), context);
}

/** What is offered in place of reader options; where they would change other columns, it says which. */
async function replacement(bench: Bench, fix: Fix, otherwise: Fix, context: ReadContext): Promise<Fix> {
  if (fix.kind !== "option" || otherwise.kind !== "python" || otherwise.change.kind !== "clean") return otherwise;
  const opened = await openedWith(bench, fix, context);
  const after = opened === null ? null : await dataState(stateRequest(bench), opened, context);
  const harmed = after === null ? [] : harmedBy(fix, bench.now, after);
  if (harmed.length === 0) return otherwise;
  const { cleaning, sample } = otherwise.change;
  return cleanFix(otherwise.columns, cleaning, sample, `${optionsCode(fix.options)} would also change ${changeWords(harmed)}`);
}

/** What came of fixes that were tried before, by what was tried; null where one failed. */
export type TrialCache = Map<string, Fix | null>;

/**
 * What a fix was tried on, and all of the fix: two problems may be fixed by the same options for different columns, each with a replacement of
 * its own.
 */
function cacheKey(side: DataSide, { settings }: ReadSide, fix: Fix): string {
  return [side, settingsJson(settings), JSON.stringify(fix, plain)].join("\n");
}

/**
 * Tries every fix on the files themselves: the data is read, signed and checked as it would be with the fix. One that fails is left out, one that
 * loses values comes after those that lose none, and each says what it does. Fixes of large files are tried on their first rows.
 * `cache` keeps what came of them, as long as files and signer stay. Rejects only where it is cancelled.
 */
export async function tryFixes(
  problems: readonly Problem[],
  request: TrialRequest,
  context: ReadContext = {},
  cache: TrialCache = new Map(),
): Promise<readonly Problem[]> {
  const benches = new Map<DataSide, Bench | null>();
  const tryOn = async (side: DataSide, opened: ReadSide, fix: Fix): Promise<Fix | null> => {
    const key = cacheKey(side, opened, fix);
    const known = cache.get(key);
    if (known !== undefined) return known;
    const bench = benches.get(side) ?? (await benchOf(side, request, context));
    benches.set(side, bench);
    const tried = bench === null ? null : await tryFixOr(bench, fix, context);
    cache.set(key, tried);
    return tried;
  };
  const all: Problem[] = [];
  for (const problem of problems) {
    const { side, fixes } = problem;
    const opened = side === "params" ? undefined : request.sides[side];
    const kept: Fix[] = [];
    for (const fix of fixes) {
      const tried = side === "params" || opened === undefined ? null : await tryOn(side, opened, fix);
      if (tried !== null) kept.push(tried);
    }
    all.push({ ...problem, fixes: [...kept.filter((fix) => !isLossy(fix)), ...kept.filter(isLossy)] });
  }
  return all;
}
