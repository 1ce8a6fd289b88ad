import { type Text, text } from "../../errors.ts";
import { reprString } from "../../python/repr.ts";
import type { PythonValue } from "../../python/value.ts";
import { previewText } from "./preview.ts";

/** A reader option that was applied by itself, or is offered: one keyword of `pd.read_csv` and why. */
export interface OptionProposal {
  readonly kind: "delimiter" | "encoding" | "compression" | "index_col" | "header" | "leading_zeros" | "parse_dates" | "sparse";
  readonly options: ReadonlyMap<string, PythonValue>;
  readonly message: Text;
  /** The columns it touches. */
  readonly columns: readonly string[];
  /** For what was applied: the options that undo it, pandas' own defaults. */
  readonly undo?: ReadonlyMap<string, PythonValue>;
}

type Given = ReadonlyMap<string, PythonValue>;

const proposal = (
  kind: OptionProposal["kind"],
  options: readonly (readonly [string, PythonValue])[],
  message: Text,
  columns: readonly string[] = [],
): OptionProposal => ({ kind, options: new Map(options), message, columns });

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

const isNumber = (cell: string) => /^[+-]?(\d+\.?\d*|\.\d+)$/.test(cell);

function offeredHeader(header: readonly string[], first: readonly string[] | undefined): OptionProposal[] {
  const isData = header.length > 0 && header.every(isNumber) && (first === undefined || first.some(isNumber));
  return isData
    ? [
        proposal(
          "header",
          [["header", null]],
          text`The header is all numbers, as data are: header=None counts it as a row and numbers the columns.`,
        ),
      ]
    : [];
}

/** What may be meant, and is for the user to say: judged on the first rows, offered and never applied. */
export function offerOptions(head: Uint8Array, given: Given): readonly OptionProposal[] {
  const sep = given.get("sep") ?? given.get("delimiter");
  const { rows } = previewText(decodeHead(head, given.get("encoding")), typeof sep === "string" ? sep : ",");
  const [header, ...data] = rows;
  if (header === undefined || given.has("header") || given.has("names")) return [];
  const offers = offeredHeader(header, data[0]);
  const cells = (column: number) => data.map((row) => row[column] ?? "").filter((cell) => cell !== "");
  const counts = cells(0);
  if (
    header[0] === "" &&
    counts.length > 1 &&
    counts.every((cell, row) => Number(cell) === row + Number(counts[0])) &&
    !given.has("index_col")
  ) {
    offers.push(
      proposal(
        "index_col",
        [["index_col", 0n]],
        text`The first column has no name and counts the rows, as an index that to_csv wrote: index_col=0 leaves it out.`,
        ["Unnamed: 0"],
      ),
    );
  }
  const named = header
    .map((name, index) => ({ name, cells: cells(index) }))
    .filter(({ name, cells: values }) => name !== "" && values.length > 0);
  const zeros = named
    .filter(({ cells: values }) => values.every((cell) => /^\d+$/.test(cell)) && values.some((cell) => /^0\d/.test(cell)))
    .map(({ name }) => name);
  if (zeros.length > 0 && !given.has("dtype")) {
    offers.push(
      proposal(
        "leading_zeros",
        [["dtype", new Map(zeros.map((name) => [name, "str"]))]],
        text`Leading zeros are lost where text is read as numbers: dtype=str keeps them in ${zeros.join(", ")}.`,
        zeros,
      ),
    );
  }
  const dates = named
    .filter(({ cells: values }) =>
      values.every((cell) => /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(cell)),
    )
    .map(({ name }) => name);
  if (dates.length > 0 && !given.has("parse_dates")) {
    offers.push(
      proposal(
        "parse_dates",
        [["parse_dates", dates]],
        text`Dates in a CSV are strings to pandas: parse_dates makes datetime of ${dates.join(", ")}.`,
        dates,
      ),
    );
  }
  return offers;
}
