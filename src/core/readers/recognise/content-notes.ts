import { compressionByName } from "../../bytes/compression.ts";
import { datum, type Text, text } from "../../errors.ts";
import type { Detected } from "../detect.ts";
import { previewText } from "../dialect/preview.ts";
import type { OptionProposal } from "../dialect/propose.ts";
import type { Format, Reader } from "../reader.ts";
import { beginningOf } from "./beginning.ts";

const NAMES: Readonly<Record<Format, string>> = {
  csv: "CSV",
  parquet: "Parquet",
  feather: "Feather",
  arrow: "Arrow",
  json: "JSON",
  jsonl: "JSON lines",
  npy: "a NumPy array (npy)",
  npz: "NumPy arrays (npz)",
};

/** Feather 2 is an Arrow file, under whichever name. */
const family = (format: Format): Format => (format === "feather" ? "arrow" : format);

const note = (kind: OptionProposal["kind"], message: Text): OptionProposal => ({ kind, options: new Map(), message });

/** A line that begins with a time and a level, or with a level, as programs log. */
const LOG_LINE =
  /^\W*(?:\d{4}[-/.]\d\d[-/.]\d\d[T ]\d\d:\d\d|\d\d:\d\d:\d\d).{0,60}?\b(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE|CRITICAL)\b|^\W*(?:DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL)\b/;

/** Words in a first line that make it a sentence rather than a column's name. */
const SENTENCE_WORDS = 6;

/** What a text seems to be that has no table in it; null where it may have one. */
function proseOf(content: string): string | null {
  const lines = content.split(/\r?\n/).filter((line) => line.trim() !== "");
  const [first = ""] = lines;
  if (LOG_LINE.test(first)) return "a log";
  if (/^#{1,6} \w/.test(first) && lines.length > 1) return "a Markdown document";
  if (/^#!|^(import|from) [\w.]+|^(def|class) \w+/.test(first)) return "a program";
  const words = first.trim().split(/\s+/);
  const isSentence =
    words.length >= SENTENCE_WORDS && words.filter((word) => /^\W*[A-Za-z\u00c0-\uffff'-]+\W*$/.test(word)).length >= words.length * 0.7;
  const { rows } = previewText(content);
  const width = rows[0]?.length ?? 0;
  const isTable = width > 1 && rows.length > 1 && rows.filter((row) => row.length === width).length >= rows.length * 0.9;
  return isSentence && !isTable ? "prose" : null;
}

/** A text that is read as a table, though neither its name nor its content says that it is one. */
function tableNote(name: string, content: string, isNamed: boolean): OptionProposal | null {
  const prose = proseOf(content);
  const [first = ""] = content.split(/\r?\n/);
  if (prose !== null)
    return note(
      "not-a-table",
      text`Read as CSV, but ${name} looks like ${prose}: its first line, ${datum(first)}, became the names of columns. If it is not a table, choose another file.`,
    );
  if (isNamed) return null;
  const { rows } = previewText(content);
  if ((rows[0]?.length ?? 0) > 1) return null;
  return note("not-a-table", text`Read as CSV with one column: neither the name of ${name} nor its content says what it is.`);
}

/**
 * What the content says of a file that its name does not: another format, or text that may not be a table.
 *
 * @example contentNotes of `X.csv`, which is Parquet: "Read as Parquet: it begins and ends with … Its name, X.csv, says CSV."
 */
export function contentNotes({ reader, source, head, reason }: Detected, readers: readonly Reader[]): readonly OptionProposal[] {
  const plain = compressionByName(source.name) === null ? source.name : source.name.slice(0, source.name.lastIndexOf("."));
  const extension = /\.([^./]+)$/.exec(plain)?.[1]?.toLowerCase() ?? "";
  const named = readers.find(({ extensions }) => extensions.includes(extension));
  if (named !== undefined && family(named.kind) !== family(reader.kind))
    return [note("format", text`Read as ${NAMES[reader.kind]}: ${reason}. Its name says ${NAMES[named.kind]}.`)];
  if (reader.kind !== "csv") return [];
  const found = tableNote(source.name, beginningOf(head, new Uint8Array(), source.name).text, named !== undefined);
  return found === null ? [] : [found];
}
