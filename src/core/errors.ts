import { defined } from "./defined.ts";

/**
 * What can go wrong, as tagged data that survives a worker's border, and text that marks which of its parts are data.
 *
 * Data is any cell value, extreme, top value, histogram or sample. Links, sessions and reports leave data out, so every message
 * is written with {@link text} and marks what it quotes from a file with {@link datum}.
 */

/** A string that came out of a user's file. */
export interface Datum {
  readonly data: string;
}

/** A message in parts: plain words, and data that may be left out. */
export type Text = readonly (string | Datum)[];

/** Marks a string as data, shortened to `limit` characters so that a message stays readable. */
export function datum(value: string, limit = 80): Datum {
  return { data: value.length > limit ? `${value.slice(0, limit - 1)}…` : value };
}

/** A number with its thousands separated, as `toLocaleString("en-US")` writes it, which takes some 30 ms when it is first asked. */
export function grouped(value: number): string {
  return Number.isSafeInteger(value) ? String(value).replace(/\B(?=(\d{3})+$)/g, ",") : value.toLocaleString("en-US");
}

/**
 * Template tag that builds a {@link Text}: numbers are written with thousands separators, texts and data are kept as parts.
 *
 * @example text`Row ${48_211} has ${datum("n/a")}.` // ["Row 48,211 has ", { data: "n/a" }, "."]
 */
export function text(words: TemplateStringsArray, ...parts: readonly (string | number | Datum | Text)[]): Text {
  const joined: (string | Datum)[] = [];
  const push = (part: string | Datum) => {
    const last = joined.at(-1);
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else if (part !== "") joined.push(part);
  };
  words.forEach((word, index) => {
    push(word);
    const part = parts[index];
    if (part === undefined) return;
    if (typeof part === "number") push(grouped(part));
    else if (typeof part === "string" || "data" in part) push(part);
    else for (const inner of part) push(inner);
  });
  return joined;
}

/** The message as one string; without `values`, each datum reads `‹value›`. */
export function renderText(message: Text, { values }: { readonly values: boolean } = { values: true }): string {
  return message.map((part) => (typeof part === "string" ? part : values ? part.data : "‹value›")).join("");
}

/**
 * A sentence to be put in brackets within another one: without its full stop, unless a cell's text ends with it.
 *
 * @example withoutStop(text`Row ${1} has None.`) // ["Row 1 has None"]
 */
export function withoutStop(message: Text): Text {
  const last = message.at(-1);
  return typeof last === "string" && last.endsWith(".") ? [...message.slice(0, -1), last.slice(0, -1)] : message;
}

const QUOTES = /[`'"]$/;
const IN_QUOTES = /^(['"`]).*\1$/s;

/**
 * A message as a sentence without markup: what it quotes from a file is in backquotes, unless quotes are around it already, so that a
 * cell's own full stop is not taken for the sentence's. Without `values`, each datum reads `‹value›`.
 *
 * @example sentence(text`Row ${8} has ${datum("n.a.")}.`) // "Row 8 has `n.a.`."
 */
export function sentence(message: Text, options: { readonly values: boolean } = { values: true }): string {
  if (!options.values) return renderText(message, options);
  const quoted = message.map((part, index) => {
    if (typeof part === "string") return part;
    const before = message[index - 1];
    const isQuoted = IN_QUOTES.test(part.data) || (typeof before === "string" && QUOTES.test(before));
    if (isQuoted) return part.data;
    return part.data === "" ? "nothing" : `\`${part.data}\``;
  });
  return quoted.join("");
}

/** Where in a file something is. Rows count data rows from 1, lines count lines of the file from 1, bytes from 0. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly row?: number;
  readonly column?: string;
  readonly byte?: number;
  /** Characters of a text count from 0. */
  readonly character?: number;
  /** Keys and indices into a JSON value. */
  readonly path?: readonly (string | number)[];
}

/**
 * The kinds of failure:
 * - `UnreadableFile`: the file is broken, or the reference's reader would refuse it;
 * - `UnknownFormat`: no reader takes the file; the message has each reader's reason;
 * - `Undecided`: the file lies outside the rules that were proved against the reference, needs a codec that is not here, or exceeds a
 *   limit of Signet's;
 * - `InvalidOption`: a reader option or a signer's configuration is not one;
 * - `InvalidSchema`: a specification breaks one of MLflow's construction rules;
 * - `InvalidModel`: an MLmodel, signature or session is not one;
 * - `InvalidParams`: parameters cannot be parsed;
 * - `SignerFailed`: a user's own signer threw, ran out of time or memory, or returned what is not a signature;
 * - `Unavailable`: the browser, or the policy of the site, lacks what Signet needs, such as workers, WebAssembly or memory;
 * - `Aborted`: the caller cancelled; `WorkerDied`: the worker ended before it answered; `Internal`: a defect of Signet.
 */
export const ERROR_TAGS = [
  "UnreadableFile",
  "UnknownFormat",
  "Undecided",
  "InvalidOption",
  "InvalidSchema",
  "InvalidModel",
  "InvalidParams",
  "SignerFailed",
  "Unavailable",
  "Aborted",
  "WorkerDied",
  "Internal",
] as const;

export type ErrorTag = (typeof ERROR_TAGS)[number];

/** Another way to read a file that could not be read: reader options with which it was read once, to be sure that they do. */
export interface OtherReading {
  readonly options: ReadonlyMap<string, boolean | bigint | string>;
  /** Verb and object: `Read as JSON lines`. */
  readonly label: string;
  readonly consequence: string;
}

/** An encoding in which a text file may be written, and how its first lines read in it. */
export interface EncodingChoice {
  /** By Python's name, as the reader option `encoding` takes it. */
  readonly encoding: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Datum[])[];
}

/** Where in Signet's own code an error was thrown. It is for whoever fixes the defect: the log, the console and `--debug` show it. */
export interface ErrorTrace {
  /** The error's class: `TypeError`. */
  readonly name: string;
  /** The message may quote the file, so all of it counts as data. */
  readonly message: Datum;
  /** The calls, innermost first, as the engine writes them: `at readFooter (file-metadata.ts:12:5)`. */
  readonly calls: readonly string[];
  /** The error that led to this one. */
  readonly cause?: ErrorTrace;
}

/** A {@link SignetError} as plain data, for a worker's border and the log. */
export interface ErrorData {
  readonly tag: ErrorTag;
  readonly message: Text;
  readonly place: Place;
  /** What to do about it. */
  readonly remedy?: string;
  /** The command or the Python at the remedy's end, to be copied. */
  readonly code?: string;
  /** The reference's error class, where it would raise one: `ParserError`, `MlflowException`. */
  readonly pythonError?: string;
  /** Absent where nothing else reads the file. */
  readonly readings?: readonly OtherReading[];
  /** The encodings to choose from, the likeliest first, where the file does not show which it is in. */
  readonly encodings?: readonly EncodingChoice[];
  /** Only of `Internal` errors. */
  readonly trace?: ErrorTrace;
}

/** The one error class that Signet throws. Callers branch on `tag`. */
export class SignetError extends Error implements Omit<ErrorData, "message"> {
  override readonly name = "SignetError";
  readonly tag: ErrorTag;
  readonly text: Text;
  readonly place: Place;
  readonly remedy?: string;
  readonly code?: string;
  readonly pythonError?: string;
  readonly readings?: readonly OtherReading[];
  readonly encodings?: readonly EncodingChoice[];
  /** The trace that came across a worker's border; absent where the error was thrown in this thread. */
  readonly trace?: ErrorTrace;

  constructor(
    tag: ErrorTag,
    message: Text | string,
    more: Partial<Omit<ErrorData, "tag" | "message">> & { readonly cause?: unknown } = {},
  ) {
    const parts = typeof message === "string" ? [message] : message;
    super(renderText(parts), more.cause === undefined ? undefined : { cause: more.cause });
    this.tag = tag;
    this.text = parts;
    this.place = more.place ?? {};
    if (more.remedy !== undefined) this.remedy = more.remedy;
    if (more.code !== undefined) this.code = more.code;
    if (more.pythonError !== undefined) this.pythonError = more.pythonError;
    if (more.readings !== undefined) this.readings = more.readings;
    if (more.encodings !== undefined) this.encodings = more.encodings;
    if (more.trace !== undefined) this.trace = more.trace;
  }
}

/** Narrows to a {@link SignetError}, of one tag if given. */
export const isSignetError = (error: unknown, tag?: ErrorTag): error is SignetError =>
  error instanceof SignetError && (tag === undefined || error.tag === tag);

/** For a `catch`: throws what was caught, unless it is a {@link SignetError}, of one of the tags if some are given. */
export function assertSignetError(error: unknown, ...tags: readonly ErrorTag[]): asserts error is SignetError {
  if (!isSignetError(error) || (tags.length > 0 && !tags.includes(error.tag))) throw error;
}

/** A line of a stack that is a call, as V8 (`at read (a.js:1:2)`) and other engines (`read@a.js:1:2`) write it; never a line of the message. */
const CALL = /^\s*at .*(:\d+:\d+|<anonymous>|native)\)?$|^\S*@.*:\d+:\d+$/;

/** Causes beyond this depth are left out, as they are of an error that causes itself. */
const DEEPEST_CAUSE = 5;

function traceOf(error: unknown, depth = 0): ErrorTrace {
  if (!(error instanceof Error)) return { name: typeof error, message: datum(String(error), 400), calls: [] };
  if (isSignetError(error) && error.trace !== undefined) return error.trace;
  const { name, message, stack = "", cause } = error;
  const afterMessage = stack.slice(Math.max(0, stack.indexOf(message)) + message.length);
  const calls = (stack.includes(message) ? afterMessage : stack).split("\n").filter((line) => CALL.test(line));
  return {
    name,
    message: datum(message, 400),
    calls: calls.map((line) => line.trim()),
    ...(cause === undefined || depth === DEEPEST_CAUSE ? {} : { cause: traceOf(cause, depth + 1) }),
  };
}

/**
 * A trace as lines: the class and message, then one call per line, then the cause. Without `values` the messages read `‹value›`.
 *
 * @example traceText(trace) // "TypeError: x is undefined\n    at readFooter (file-metadata.ts:12:5)"
 */
export function traceText(
  { name, message, calls, cause }: ErrorTrace,
  { values }: { readonly values: boolean } = { values: true },
): string {
  const own = [`${name}: ${renderText([message], { values })}`, ...calls.map((call) => `    ${call}`)].join("\n");
  return cause === undefined ? own : `${own}\nCaused by ${traceText(cause, { values })}`;
}

/** What was thrown, in its own words. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What engines say where memory is refused: of array buffers, of WebAssembly's memory, of objects and texts. */
const NO_MEMORY = /alloc|out of memory|invalid (string|array buffer) length/i;

const isOutOfMemory = (error: unknown): error is Error =>
  error instanceof Error && (error instanceof RangeError || error.name === "InternalError") && NO_MEMORY.test(error.message);

/** The error where memory is refused: by the browser, by Node, or by the system. */
const outOfMemory = (file?: string, cause?: unknown): SignetError =>
  new SignetError("Unavailable", `There is not enough memory${file === undefined ? "" : ` to read ${file}`}.`, {
    ...defined({ place: file === undefined ? undefined : { file }, cause }),
    remedy: "Close other pages and programs and try again, or choose fewer columns with the reader options.",
  });

/** Any thrown value as data; what is not a {@link SignetError} becomes `Internal`, `Unavailable` where memory was refused, or `Aborted` for an `AbortError`. `Internal` errors keep their trace. */
export function errorToData(error: unknown): ErrorData {
  if (isSignetError(error)) {
    const { tag, text: message, place, remedy, code, pythonError, readings, encodings } = error;
    return {
      tag,
      message,
      place,
      ...defined({ remedy, code, pythonError, readings, encodings, trace: tag === "Internal" ? traceOf(error) : undefined }),
    };
  }
  if (error instanceof Error && error.name === "AbortError") return { tag: "Aborted", message: ["Cancelled."], place: {} };
  if (isOutOfMemory(error)) return errorToData(outOfMemory(undefined, error));
  // An unknown error's message may quote the file, so all of it counts as data.
  const message = text`Signet failed: ${datum(messageOf(error), 400)}`;
  return { tag: "Internal", message, place: {}, trace: traceOf(error) };
}

/**
 * A thrown value with the file that was being read: `Internal` errors and refused memory that name no file get its name; all others stay as
 * they are.
 */
export function withFile(error: unknown, file: string): unknown {
  if (isOutOfMemory(error)) return outOfMemory(file, error);
  const { tag, place, trace } = errorToData(error);
  if (tag !== "Internal" || trace === undefined || place.file !== undefined) return error;
  const message = isSignetError(error) && error.trace === undefined ? error.text : [trace.message];
  return new SignetError("Internal", text`Signet failed while reading ${file}: ${message}`, { place: { ...place, file }, cause: error });
}

/** The error that {@link errorToData} described. */
export const errorFromData = ({ tag, message, ...more }: ErrorData): SignetError => new SignetError(tag, message, more);

/** What forbids WebAssembly, in the words of Chromium, Firefox and WebKit. */
const BLOCKED = /content security policy|\bCSP\b|unsafe-eval/i;

/** The error where WebAssembly could not be used for `cause`: it is absent, the site's policy forbids it, or a part of it is missing. */
export function withoutWebAssembly(cause: unknown): SignetError {
  if (typeof WebAssembly === "undefined")
    return new SignetError("Unavailable", "This needs WebAssembly, which this browser does not have or has switched off.", {
      remedy: "Allow WebAssembly for this site, or use another browser or the signet command.",
    });
  const reason = messageOf(cause);
  if (BLOCKED.test(reason))
    return new SignetError("Unavailable", "This needs WebAssembly, which the site's Content-Security-Policy header forbids.", {
      remedy: "Ask whoever runs the site to allow script-src 'wasm-unsafe-eval', or open signet.html from a disk.",
    });
  return new SignetError("Unavailable", `This needs a part of WebAssembly that this browser does not have: ${reason}`, {
    remedy: "Use a newer browser or the signet command.",
  });
}
