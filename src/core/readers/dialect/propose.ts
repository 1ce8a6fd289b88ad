import { type Text, text } from "../../errors.ts";
import { reprString } from "../../python/repr.ts";
import type { PythonValue } from "../../python/value.ts";
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
}

type Given = ReadonlyMap<string, PythonValue>;

const proposal = (kind: OptionProposal["kind"], options: readonly (readonly [string, PythonValue])[], message: Text): OptionProposal => ({
  kind,
  options: new Map(options),
  message,
});

/** The encoding that the first bytes speak for, where it is not UTF-8. Bytes that are none read as windows-1252 or latin-1, which every byte is. */
function foreignEncoding(head: Uint8Array): { readonly encoding: string; readonly why: string } | null {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff))
    return { encoding: "utf-16", why: "it begins with UTF-16's byte order mark" };
  const isValid = (label: string) => {
    try {
      // The last character may be cut off; streaming lets it be.
      new TextDecoder(label, { fatal: true }).decode(head, { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  if (isValid("utf-8")) return null;
  const doubleBytes = ["shift_jis", "gb18030"].find((label) => isValid(label) && looksCjk(new TextDecoder(label).decode(head)));
  if (doubleBytes !== undefined) return { encoding: doubleBytes, why: `it is not valid UTF-8, and reads as ${doubleBytes}` };
  const isWindows = head.some((byte) => byte >= 0x80 && byte <= 0x9f);
  return isWindows
    ? { encoding: "cp1252", why: "it is not valid UTF-8, and has characters of Windows" }
    : { encoding: "latin-1", why: "it is not valid UTF-8" };
}

/** Whether most of what is not ASCII is Chinese, Japanese or Korean, rather than chance pairs of bytes. */
function looksCjk(decoded: string): boolean {
  const foreign = decoded.match(/[^\u0000-\u007f]/gu) ?? [];
  const cjk = foreign.filter((character) => /[\u3040-\u30ff\u4e00-\u9fff\uff00-\uffef]/.test(character));
  return foreign.length > 0 && cjk.length / foreign.length > 0.9;
}

const NAMES: Readonly<Record<string, string>> = { ";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas" };

/** What is applied by itself to a text file, unless an option already says: the encoding and the delimiter. */
export function applyDialect(head: Uint8Array, given: Given, defaultSep: string): readonly OptionProposal[] {
  const applied: OptionProposal[] = [];
  const foreign = given.has("encoding") ? null : foreignEncoding(head);
  if (foreign !== null)
    applied.push({
      ...proposal(
        "encoding",
        [["encoding", foreign.encoding]],
        text`Read with encoding='${foreign.encoding}': ${foreign.why}. pandas' default is utf-8, and fails.`,
      ),
      undo: new Map([["encoding", "utf-8"]]),
    });
  const { delimiter, rows } = previewText(decodeHead(head, foreign?.encoding ?? given.get("encoding")));
  if (given.has("sep") || given.has("delimiter") || delimiter === defaultSep || NAMES[delimiter] === undefined) return applied;
  const width = rows[0]?.length ?? 0;
  const agrees = width > 1 && rows.filter((row) => row.length === width).length >= rows.length * 0.9;
  const plain = previewText(decodeHead(head, foreign?.encoding), defaultSep).rows;
  // A file that pandas' default cuts into columns is left to it, whatever else it may be.
  if (agrees && plain.every((row) => row.length <= 1 || row.length !== plain[0]?.length)) {
    applied.push({
      ...proposal(
        "delimiter",
        [["sep", delimiter]],
        text`Read with sep=${reprString(delimiter)}: its cells stand between ${NAMES[delimiter] ?? "marks"}. ${defaultSep === "," ? "pandas' default" : `The default of its name, sep=${reprString(defaultSep)},`} gives one column.`,
      ),
      undo: new Map([["sep", defaultSep]]),
    });
  }
  return applied;
}

function decodeHead(head: Uint8Array, encoding: PythonValue | undefined): string {
  const label = typeof encoding === "string" ? encoding.replace("cp1252", "windows-1252") : "utf-8";
  try {
    return new TextDecoder(label).decode(head, { stream: true }).replace(/^\ufeff/, "");
  } catch {
    return new TextDecoder().decode(head, { stream: true });
  }
}
