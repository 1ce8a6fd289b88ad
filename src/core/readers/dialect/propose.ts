import { must } from "../../defined.ts";
import { type Text, text } from "../../errors.ts";
import { reprString } from "../../python/repr.ts";
import type { PythonValue } from "../../python/value.ts";
import { decodeText } from "./encoding/decode-text.ts";
import { type FoundEncoding, findEncoding } from "./encoding/find-encoding.ts";
import { previewText } from "./preview.ts";

/**
 * What was decided by itself while reading, and why: a keyword of `pd.read_csv`, or without options a format that the name does not say,
 * text that may not be a table, and which files of a folder were read.
 */
export interface OptionProposal {
  readonly kind: "delimiter" | "encoding" | "compression" | "format" | "not-a-table" | "folder";
  readonly options: ReadonlyMap<string, PythonValue>;
  readonly message: Text;
  /** The options that undo it, pandas' own defaults. */
  readonly undo?: ReadonlyMap<string, PythonValue>;
  /** Options that could be right in its place. */
  readonly others?: readonly ReadonlyMap<string, PythonValue>[];
}

type Given = ReadonlyMap<string, PythonValue>;

const proposal = (kind: OptionProposal["kind"], options: readonly (readonly [string, PythonValue])[], message: Text): OptionProposal => ({
  kind,
  options: new Map(options),
  message,
});

/** Lines that hold the names, those before them included. */
function headLinesOf(given: Given): number {
  const header = given.get("header");
  const last = Array.isArray(header) ? header.at(-1) : header;
  const skipped = given.get("skiprows");
  const before = typeof skipped === "bigint" ? Number(skipped) : Array.isArray(skipped) ? skipped.length : 0;
  if (header === null || (given.has("names") && header === undefined)) return 0;
  return before + (typeof last === "bigint" ? Number(last) : 0) + 1;
}

/** An encoding that is applied by itself: it is the only plausible one, or others change no name. */
export function encodingProposal({ encoding, why, others }: FoundEncoding): OptionProposal {
  const unsure =
    others.length === 0
      ? text``
      : text` Some cells may be garbled: ${others.join(", ")} could be right too. The names and types are the same.`;
  return {
    ...proposal(
      "encoding",
      [["encoding", encoding]],
      text`Read with encoding='${encoding}': ${why}.${unsure} pandas' default, utf-8, fails.`,
    ),
    undo: new Map([["encoding", "utf-8"]]),
    ...(others.length === 0 ? {} : { others: others.map((other) => new Map([["encoding", other]])) }),
  };
}

const NAMES: Readonly<Record<string, string>> = { ";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas" };

/**
 * The encoding of a text file that is not UTF-8, unless an option already says it. Throws `Undecided`, with the encodings to choose from, where
 * the names depend on which it is.
 */
export function applyEncoding(head: Uint8Array, given: Given, isWhole: boolean): OptionProposal | null {
  const foreign = given.has("encoding") ? null : findEncoding(head, headLinesOf(given), isWhole);
  return foreign === null ? null : encodingProposal(foreign);
}

/**
 * What is applied by itself to a text file, unless an option already says: the encoding and the delimiter.
 * Throws as {@link applyEncoding} does.
 */
export function applyDialect(head: Uint8Array, given: Given, defaultSep: string, isWhole: boolean): readonly OptionProposal[] {
  const applied: OptionProposal[] = [];
  const foreign = applyEncoding(head, given, isWhole);
  if (foreign !== null) applied.push(foreign);
  const encoding = foreign?.options.get("encoding");
  const { delimiter, rows } = previewText(decodeHead(head, encoding ?? given.get("encoding")));
  if (given.has("sep") || given.has("delimiter") || delimiter === defaultSep || NAMES[delimiter] === undefined) return applied;
  const width = rows[0]?.length ?? 0;
  const agrees = width > 1 && rows.filter((row) => row.length === width).length >= rows.length * 0.9;
  const plain = previewText(decodeHead(head, encoding), defaultSep).rows;
  // A file that pandas' default cuts into columns is left to it, whatever else it may be.
  if (agrees && plain.every((row) => row.length <= 1 || row.length !== plain[0]?.length)) {
    applied.push({
      ...proposal(
        "delimiter",
        [["sep", delimiter]],
        text`Read with sep=${reprString(delimiter)}: its cells are separated by ${must(NAMES[delimiter])}. ${defaultSep === "," ? "pandas' default" : `The default of its name, sep=${reprString(defaultSep)},`} gives one column.`,
      ),
      undo: new Map([["sep", defaultSep]]),
    });
  }
  return applied;
}

/** The beginning of a text file as its encoding has it. */
export function decodeHead(head: Uint8Array, encoding: PythonValue | undefined): string {
  const decoded = typeof encoding === "string" ? decodeText(head, encoding, false) : null;
  return (decoded ?? new TextDecoder().decode(head, { stream: true })).replace(/^\ufeff/, "");
}
