import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined } from "../../defined.ts";
import { assertSignetError, isSignetError, type OtherReading, SignetError, text } from "../../errors.ts";
import type { Dataset } from "../../evidence/dataset.ts";
import { limitOf } from "../../limits.ts";
import { jsonCause } from "./json-causes.ts";
import { literalSource } from "./literal-source.ts";

/** How a file of JSON is read: a document per line, or one; as JSON, or as Python literals. */
export interface JsonForm {
  readonly lines: boolean;
  readonly literals: boolean;
}

/** Reads a source as JSON lines or as one document; rejects where it is not. */
export type ReadJson = (source: ByteSource, lines: boolean) => Promise<Dataset>;

/** Text around a break that shows its cause. */
const AROUND_BYTES = 2048;

const EXPLAINED: ReadonlySet<string | undefined> = new Set(["JSONDecodeError", "UnicodeDecodeError", "SyntaxError"]);

const LABELS: readonly { readonly form: JsonForm; readonly label: string; readonly consequence: string }[] = [
  {
    form: { lines: true, literals: false },
    label: "Read as JSON lines",
    consequence: "Each line is a document; the file is a list of them.",
  },
  { form: { lines: false, literals: false }, label: "Read as one JSON document", consequence: "The whole file is one document." },
  {
    form: { lines: false, literals: true },
    label: "Read as a Python literal",
    consequence: "The file is read as ast.literal_eval reads it. MLflow's server still needs JSON.",
  },
  {
    form: { lines: true, literals: true },
    label: "Read each line as a Python literal",
    consequence: "Lines are read as ast.literal_eval reads them. MLflow's server still needs JSON.",
  },
];

/** What a form is in reader options, for a file whose name says `lines` or not. */
const optionsOf = ({ lines, literals }: JsonForm, before: JsonForm): OtherReading["options"] =>
  new Map([
    ...(lines === before.lines ? [] : [["lines", lines] as const]),
    ...(literals === before.literals ? [] : [["literals", literals] as const]),
  ]);

/** Whether what was read has anything in it: a file of blank lines is read in every way. */
const hasContent = (dataset: Dataset) => dataset.kind !== "value" || dataset.value.lists?.lengths.max !== 0;

/** The other ways in which the whole file can be read, each of them tried. */
async function otherReadings(source: ByteSource, form: JsonForm, read: ReadJson): Promise<readonly OtherReading[]> {
  if (source.byteLength > limitOf("literals")) return [];
  const found: OtherReading[] = [];
  for (const { form: other, label, consequence } of LABELS) {
    if (other.lines === form.lines && other.literals === form.literals) continue;
    try {
      const dataset = await read(other.literals ? literalSource(source, other.lines) : source, other.lines);
      if (hasContent(dataset)) found.push({ options: optionsOf(other, form), label, consequence });
    } catch (error) {
      // This way is not its own either.
      assertSignetError(error);
    }
  }
  // What is JSON is not a literal by chance only: one offer is enough.
  return found.slice(0, 1);
}

/**
 * Why a file is not the JSON that it was read as, where it breaks, what to do, and how else it can be read. Any other error is given back as
 * it is.
 */
export async function explainJson(error: unknown, source: ByteSource, form: JsonForm, read: ReadJson): Promise<unknown> {
  if (!isSignetError(error, "UnreadableFile") || !EXPLAINED.has(error.pythonError)) return error;
  const { byte, line } = error.place;
  const readings = await otherReadings(source, form, read);
  const more = {
    ...(readings.length === 0 ? {} : { readings }),
    place: error.place,
    cause: error,
    ...defined({ pythonError: error.pythonError }),
  };
  if (byte === undefined || line === undefined)
    return new SignetError("UnreadableFile", error.text, { ...more, ...defined({ remedy: error.remedy }) });
  const start = Math.max(0, byte - AROUND_BYTES);
  const around = await source.slice(start, byte + AROUND_BYTES);
  const decoded = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const [python = ""] = error.message.split(": line ");
  const cause = jsonCause({
    file: source.name,
    line,
    before: decoded(around.subarray(0, byte - start)),
    after: decoded(around.subarray(byte - start)),
    lines: form.lines,
    python,
  });
  if (cause === null) return new SignetError("UnreadableFile", error.text, more);
  return new SignetError("UnreadableFile", text`${cause.message} Python's json: ${error.text}`, { ...more, remedy: cause.remedy });
}
