import { must } from "../defined.ts";
import { schemaFromRepr } from "../mlflow/signature-repr.ts";
import type { Schema } from "../mlflow/types.ts";
import { parseLiteral } from "../python/literal.ts";
import type { Way } from "../validation/verdict.ts";
import type { MessageFacts } from "./advice/facts.ts";
import { adviceFor } from "./advice.ts";
import { CATALOGUE } from "./catalogue.ts";
import type { Capture, ErrorCause, MessageAdvice, MessageEntry, Stage } from "./entry.ts";
import { hasServerError, plainTexts } from "./pasted-text.ts";
import { type FoundWording, findCutWording, findWording, parseWording } from "./wording.ts";

/** A message of MLflow, taken apart. */
export interface RecognisedError {
  /** The catalogue's entry. */
  readonly id: string;
  readonly cause: ErrorCause;
  readonly level: "error" | "warning";
  readonly stage: Stage;
  /** The Python class, where the text names it. */
  readonly error: string | null;
  /** Columns, keys or parameters that it names. */
  readonly columns: readonly string[];
  /** Columns of the data that the schema does not have, where the message lists them. */
  readonly extra: readonly string[];
  /** The dtype, type, shape or number that the data had. */
  readonly found: string | null;
  /** The dtype, type, shape or number that the signature asks for. */
  readonly expected: string | null;
  /** Known from the wording; null where `predict` and the scoring server use the same words. */
  readonly via: Way | null;
  /** The input schema, where the message prints it. */
  readonly schema: Schema | null;
  /** What another library said inside MLflow's message, as its last line. */
  readonly inner: string | null;
  /** The text begins or ends inside the message. */
  readonly isCut: boolean;
  readonly why: string;
  readonly advice: readonly MessageAdvice[];
  /** Further messages in the same text, in their order. */
  readonly others: readonly RecognisedError[];
}

interface Match extends FoundWording {
  readonly entry: MessageEntry;
}

const PARSED = CATALOGUE.flatMap((entry) => entry.wordings.map(({ words }) => ({ entry, wording: parseWording(words) })));

/** Words that only one of the two ways uses. */
const SCORING =
  /Failed to predict data '|MlflowInvalidInputException|MlflowFailedTypeConversion|Invalid input\. |scoring_server|error_code"/;
const PREDICT = /Failed to enforce schema of data '|\.predict\(|_enforce_schema/;

/** Whether a message lies inside another that quotes it as one of its values. */
const isQuotedIn = (inner: Match, outer: Match) =>
  outer.entry.level !== "frame" &&
  !outer.isCut &&
  outer.start <= inner.start &&
  outer.end >= inner.end &&
  outer.end - outer.start > inner.end - inner.start;

/** Matches without those that lie inside a longer explanation, in the text's order. */
function apart(matches: readonly Match[]): readonly Match[] {
  const kept: Match[] = [];
  const outer = matches.filter((match) => !matches.some((other) => isQuotedIn(match, other)));
  for (const match of [...outer].sort(
    (one, other) => Number(one.isCut) - Number(other.isCut) || other.weight - one.weight || one.whole - other.whole,
  ))
    if (!kept.some(({ start, end }) => match.start < end && start < match.end)) kept.push(match);
  return kept.sort((one, other) => one.start - other.start);
}

/** A traceback quotes the line of MLflow's source that raises, with the names of variables in place of their values. */
const isSourceLine = (source: string, start: number) => /\bf["']$/.test(source.slice(Math.max(0, start - 3), start));

const matchesIn = (source: string): readonly Match[] =>
  apart(
    PARSED.flatMap(({ entry, wording }) =>
      findWording(source, wording).flatMap((found) => (isSourceLine(source, found.start) ? [] : [{ ...found, entry }])),
    ),
  );

function cutMatchIn(source: string): readonly Match[] {
  const text = source.replace(/^[\s.…]+|\s*(?:\.\.\.|…|\[truncated\])?\s*$/g, "").replace(/\s+/g, " ");
  const found = PARSED.flatMap(({ entry, wording }) => {
    const one = findCutWording(text, wording);
    return one === null ? [] : [{ ...one, entry }];
  });
  const [best] = found.sort((one, other) => other.weight - one.weight || one.whole - other.whole);
  return best === undefined ? [] : [best];
}

const weightOf = (matches: readonly Match[]) => Math.max(0, ...matches.map(({ weight, isCut }) => weight - (isCut ? 10 : 0)));

/** The reading of a pasted text that explains most of it. */
function bestReading(given: string): { readonly source: string; readonly matches: readonly Match[] } {
  const readings = plainTexts(given).map((source) => ({ source, matches: matchesIn(source) }));
  const [first = { source: given, matches: [] }] = readings;
  const best = readings.reduce((chosen, one) => (weightOf(one.matches) > weightOf(chosen.matches) ? one : chosen), first);
  if (best.matches.some(({ isCut }) => !isCut)) return best;
  const matches = cutMatchIn(must(readings.at(-1)?.source));
  return weightOf(matches) > weightOf(best.matches) ? { source: first.source, matches } : best;
}

/** The names in a list or set of quoted strings. */
function quotedNames(list: string): readonly string[] {
  try {
    const value = parseLiteral(list.replace(/^dict_keys\((.*)\)$/s, "$1"));
    // An input without a name is written as None.
    if (Array.isArray(value)) return value.filter((name) => name !== null).map(String);
  } catch {
    // Sets, NumPy's names and lists that were cut off are searched for quoted strings.
  }
  return [...list.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(([, single, double]) => must(single ?? double));
}

/** The parameters of a set of pairs, or the keys of a dict, name before message. */
function paramNames(params: string): readonly string[] {
  const listed = [...params.matchAll(/(?:^\[|\)\), )\((['"])((?:\\.|(?!\1).)*)\1, /g)];
  if (listed.length > 0) return listed.map(([, , name = ""]) => name);
  const pairs = [...params.matchAll(/\((['"])((?:\\.|(?!\1).)*)\1, ['"]/g)];
  const keys = [...params.matchAll(/[{,] ?(['"])((?:\\.|(?!\1).)*)\1: /g)];
  return (pairs.length > 0 ? pairs : keys).map(([, , name = ""]) => name);
}

/** A parameter's printed spec begins with its name: `'top_k': long (default: 3)`. */
const specName = (column: string) => /^(['"])(.*?)\1: \w/.exec(column)?.[2] ?? column;

/** The parameter that a message names around this one, as it is printed there. */
function paramAround({ entry }: Match, matches: readonly Match[]): ReadonlyMap<Capture, string> {
  if (entry.cause !== "params") return new Map();
  return matches.find((match) => match.entry.id === "param-shape" && match.values.has("column"))?.values ?? new Map();
}

function columnsOf(values: ReadonlyMap<Capture, string>): readonly string[] {
  const params = values.get("params");
  if (params !== undefined) return paramNames(params);
  const columns = values.get("columns");
  if (columns !== undefined) return quotedNames(columns);
  const column = values.get("column");
  return column === undefined || column === "" ? [] : [specName(column)];
}

/** A type without the words that Python writes around it: `<class 'str'>` is `str`, `DataType.long` is `long`; MLflow leaves some `{0}` unfilled. */
const typeName = (written: string | undefined) =>
  written === undefined || /^\{\d\}$/.test(written)
    ? null
    : written.replace(/^<(?:class|type|enum) '(.*)'>$/, "$1").replace(/^DataType\./, "");

/** The one column of times in a schema: MLflow does not name it where a time zone is at fault. */
function onlyTime(schema: Schema | null): readonly string[] {
  if (schema?.kind !== "columns") return [];
  const times = schema.specs.filter(({ type }) => type.kind === "scalar" && type.name === "datetime");
  const [only] = times;
  return times.length === 1 && only?.name !== undefined ? [String(only.name)] : [];
}

function schemaOf(matches: readonly Match[]): Schema | null {
  for (const { values } of matches) {
    const written = values.get("schema");
    if (written === undefined) continue;
    try {
      return schemaFromRepr(written);
    } catch {
      // A schema that was cut off, or of another release, is not known.
    }
  }
  return null;
}

/** The class that a traceback's last line or a message's beginning names. */
function errorClass(source: string): string | null {
  const named = [...source.matchAll(/^(?:[\w.]*\.)?(\w*(?:Exception|Error|Conversion|OutOfBoundsDatetime|Warning))\b\s*:/gm)];
  return named.at(-1)?.[1] ?? null;
}

function wayOf(stage: Stage, source: string, isAnswer: boolean): Way | null {
  if (stage !== "both") return stage === "predict" || stage === "scoring" ? stage : null;
  if (isAnswer || SCORING.test(source)) return "scoring";
  return PREDICT.test(source) ? "predict" : null;
}

/** The last line of a traceback that is not MLflow's own words. */
function innerError(source: string, matches: readonly Match[]): string | null {
  const lines = [...source.matchAll(/^[ \t]*((?:[\w.]+\.)?\w*(?:Error|Exception|Warning)\b: .+)$/gm)];
  const own = (at: number) => matches.some(({ start, end }) => at <= start && start - at < 200 && end > at);
  return lines.filter(({ index }) => !own(index)).at(-1)?.[1] ?? null;
}

interface Surroundings {
  readonly source: string;
  readonly isAnswer: boolean;
  readonly schema: Schema | null;
  readonly matches: readonly Match[];
}

/** Why a message is raised, and what its types say besides. */
function reasonOf({ why, further }: MessageEntry, { found, expected }: Pick<MessageFacts, "found" | "expected">): string {
  const isSuch = further?.found.test(found ?? "") === true && further.expected.test(expected ?? "");
  return isSuch ? `${why} ${further.why}` : why;
}

function recognised(match: Match, around: Surroundings): RecognisedError {
  const { entry, isCut } = match;
  const { source, isAnswer, schema, matches } = around;
  const values = new Map([...paramAround(match, matches), ...match.values]);
  const error = values.get("error") ?? null;
  const facts = {
    columns: entry.id === "time-zone" ? onlyTime(schema) : columnsOf(values),
    extra: quotedNames(values.get("extra") ?? ""),
    found: typeName(values.get("found")),
    expected: typeName(values.get("expected")),
    via: wayOf(entry.stage, source, isAnswer),
    schema,
    inner: entry.id === "model-raised" ? innerError(source, matches) : error,
    written: values,
  };
  return {
    id: entry.id,
    cause: entry.cause,
    level: entry.level === "warning" ? "warning" : "error",
    stage: entry.stage,
    error: errorClass(source),
    columns: facts.columns,
    extra: facts.extra,
    found: facts.found,
    expected: facts.expected,
    via: facts.via,
    schema,
    inner: facts.inner,
    isCut,
    why: reasonOf(entry, facts),
    advice: entry.advice.flatMap((one) => (typeof one === "string" ? adviceFor(one, facts) : [one])),
    others: [],
  };
}

const LEVELS: readonly MessageEntry["level"][] = ["error", "warning", "frame"];
/** These are other libraries' words inside MLflow's message: they say less than MLflow's own. */
const GENERAL = ["missing-cells", "model-features", "param-shape"];

/** Errors before warnings, MLflow's words before what they quote, and frames last. */
const rankOf = ({ entry: { level, id } }: Match) => LEVELS.indexOf(level) * 2 + Number(GENERAL.includes(id));

/** Each message once: a traceback writes it where it is raised, and again at its end. */
function distinct(matches: readonly Match[]): readonly Match[] {
  const seen = new Set<string>();
  return matches.filter(({ entry, values }) => {
    const written = ["column", "columns", "found", "expected"].map((name) => values.get(name as Capture) ?? "");
    const key = JSON.stringify([entry.id, ...(entry.level === "frame" ? [] : written)]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * A message, a traceback, a log or a server's answer of MLflow, recognised by its words; null if there are none.
 *
 * @example recogniseError("Incompatible input types for column a. Can not safely convert str to int64.")?.id // "incompatible-type"
 */
export function recogniseError(given: string): RecognisedError | null {
  const { source, matches } = bestReading(given);
  const isAnswer = hasServerError(given);
  const around: Surroundings = { source, isAnswer, schema: schemaOf(matches), matches };
  const ranked = distinct(matches)
    .map((match, index) => ({ match, index }))
    .sort((one, other) => rankOf(one.match) - rankOf(other.match) || one.index - other.index);
  const [first, ...further] = ranked.map(({ match }) => match);
  if (first === undefined) return null;
  const others = further
    .filter(({ entry }) => entry.level !== "frame" && !GENERAL.includes(entry.id))
    .map((match) => recognised(match, around));
  return { ...recognised(first, around), others };
}
