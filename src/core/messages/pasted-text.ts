import { must } from "../defined.ts";
import { jsonLoads } from "../python/json-loads.ts";
import type { PythonValue } from "../python/value.ts";

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " " };

const codePoint = (code: number) => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "");

/** `&#39;`, `&quot;` and the like as the characters that they stand for. */
function withoutEntities(source: string): string {
  return source.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos|nbsp));/gi, (_, decimal, hex, name) => {
    if (decimal !== undefined) return codePoint(Number(decimal));
    if (hex !== undefined) return codePoint(Number.parseInt(hex, 16));
    return must(ENTITIES[String(name).toLowerCase()]);
  });
}

/** Line breaks and quotes that are escaped in a JSON text, a `repr` or a log, as what they stand for. */
function withoutEscapes(source: string): string {
  return source.replace(/\\(?:([nrt])|(["'/\\])|u([\da-f]{4}))/gi, (_, letter, mark, code) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return mark ?? (letter === "t" ? "\t" : "\n");
  });
}

/** Colours of a terminal, and tags of a page that was copied. */
const withoutMarkup = (source: string) =>
  source.replace(/\u001b?\[\d{1,3}(?:;\d{1,3})*m/g, "").replace(/<\/?(?:br|p|pre|div|span|code|b|i|em|strong|td|tr|li)\b[^<>]*>/gi, "\n");

/** All texts of a JSON value, those called `message` before the others. */
function textsOf(value: PythonValue, depth = 0): readonly string[] {
  if (typeof value === "string") return [value];
  if (depth > 20) return [];
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, depth + 1));
  if (!(value instanceof Map)) return [];
  const order = [...value].sort(([one], [other]) => Number(other === "message") - Number(one === "message"));
  return order.flatMap(([, item]) => textsOf(item, depth + 1));
}

/** Keys with which a request is written. */
const REQUEST_KEYS = ["instances", "inputs", "dataframe_split", "dataframe_records", "messages", "prompt", "input", "columns", "data"];
/** Keys under which servers answer with an error: MLflow's and Databricks', FastAPI's, Azure ML's, SageMaker's. */
const ERROR_KEYS = [
  "error_code",
  "message",
  "detail",
  "error",
  "stack_trace",
  "errorMessage",
  "ErrorMessage",
  "OriginalMessage",
  "Message",
];

/** The parsed JSON of a server's error; null where the text is not one. A body that can be a request is one. */
export function serverError(source: string): ReadonlyMap<string, PythonValue> | null {
  if (!/^\s*\{/.test(source)) return null;
  try {
    const value = jsonLoads(source);
    if (!(value instanceof Map) || REQUEST_KEYS.some((key) => value.has(key))) return null;
    return ERROR_KEYS.some((key) => value.has(key)) ? value : null;
  } catch {
    return null;
  }
}

/** A server's error whose JSON is cut off or otherwise broken. */
export const isBrokenServerError = (source: string) => /^\s*\{\s*"(?:error_code|stack_trace)"\s*:/.test(source);

const JSON_STRING = '"(?:[^"\\\\]|\\\\.)*"';
const JSON_PAIR = `\\s*${JSON_STRING}\\s*:\\s*${JSON_STRING}\\s*`;
/** An object of strings, which is how MLflow's server answers with an error. */
const OBJECT_OF_STRINGS = new RegExp(`\\{${JSON_PAIR}(?:,${JSON_PAIR})*\\}`, "g");

/** The texts of a server's error in place of its JSON, also between the lines of a log. */
function withoutServerJson(source: string): string {
  const whole = serverError(source);
  if (whole !== null) return textsOf(whole).join("\n");
  return source.replace(OBJECT_OF_STRINGS, (object) => {
    const answer = serverError(object);
    return answer === null ? object : textsOf(answer).join("\n");
  });
}

/** Whether a text contains a server's JSON error, whole or broken. */
export const hasServerError = (source: string) => isBrokenServerError(source) || withoutServerJson(source) !== source;

/** Whether line breaks or quotes are written as escapes: in a text on one line, or in a traceback that is quoted. */
const isEscaped = (source: string) => (/\\n|\\"/.test(source) && !source.trim().includes("\n")) || /\\n {2}File /.test(source);

/**
 * What was pasted, as plain text, in the ways in which it can be read, the likeliest first: the texts of a server's JSON, with entities
 * written out, and with escapes where the text is plainly escaped; then with escapes written out as often as one message quotes another.
 */
export function plainTexts(pasted: string): readonly string[] {
  let source = withoutEntities(withoutMarkup(withoutServerJson(pasted)).replace(/\r\n?/g, "\n"));
  for (let round = 0; round < 3 && isEscaped(source); round++) source = withoutEntities(withoutEscapes(source));
  const readings = [source];
  for (let round = 0; round < 3; round++) {
    const last = must(readings.at(-1));
    const next = withoutMarkup(withoutEntities(withoutEscapes(last)));
    if (next === last) break;
    readings.push(next);
  }
  return readings;
}
