import { resolve } from "node:path";
import { type ByteSource, sourceFromBytes } from "../core/bytes/byte-source.ts";
import { type ErrorData, renderText } from "../core/errors.ts";
import { preprocessingFromDict } from "../core/python/preprocessing.ts";
import type { PythonValue } from "../core/python/value.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import { sourceFromFile } from "./node-source.ts";

/** One line of a cases file, in the reference's format. Values are Python's, so that `1.0` stays `1.0`. */
export type Case = ReadonlyMap<string, PythonValue>;

const COMPRESSED = /\.(gz|bz2|xz|zst|zip)$/i;

/** Text as it would lie on disk: UTF-8, with lone surrogates as Python's `surrogatepass` writes them. */
function encodeText(text: string): Uint8Array {
  if (!/[\ud800-\udfff]/.test(text)) return new TextEncoder().encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else bytes.push(...new TextEncoder().encode(character));
  }
  return new Uint8Array(bytes);
}

export const stringOf = (value: PythonValue | undefined): string | undefined => (typeof value === "string" ? value : undefined);
const dictOf = (value: PythonValue | undefined): ReadonlyMap<string, PythonValue> => (value instanceof Map ? value : new Map());

/** The bytes that a case is about: its text, or its file, which is taken from `folder`. */
export async function sourceOf(given: Case, folder: string): Promise<ByteSource> {
  const format = stringOf(given.get("format")) ?? "";
  const text = stringOf(given.get("text"));
  if (text !== undefined) return sourceFromBytes(encodeText(text), `case.${format}`);
  const base64 = stringOf(given.get("base64"));
  if (base64 !== undefined) return sourceFromBytes(new Uint8Array(Buffer.from(base64, "base64")), `case.${format}`);
  return sourceFromFile(resolve(folder, stringOf(given.get("file")) ?? ""));
}

/**
 * The files of a case that has several in itself: under `parts`, by their names, in base64. Those of a `folder` are its files.
 *
 * @example `{"folder": "data", "parts": {"part-0.csv": "YQox", "part-1.csv": "YQoy"}}`
 */
export function partsOf(parts: ReadonlyMap<string, PythonValue>, path: string | undefined): readonly ByteSource[] {
  const sources = [...parts].map(([name, base64]) =>
    sourceFromBytes(new Uint8Array(Buffer.from(stringOf(base64) ?? "", "base64")), path === undefined ? name : `${path}/${name}`),
  );
  return path === undefined ? sources : sources.map((source) => ({ ...source, folder: { path, hidden: [], skipped: [] } }));
}

/** The reader's extension: the case's own `format`, else the file's, without the compression's. */
function formatOf(given: Case, name: string): string {
  const format = stringOf(given.get("format"));
  return (format ?? name.replace(COMPRESSED, "").split(".").at(-1) ?? "").replace(COMPRESSED, "");
}

/** How a case's file is read; `name` is the file's. */
export function settingsOf(given: Case, name: string): ReadSettings {
  return { options: dictOf(given.get("options")), preprocessing: preprocessingFromDict(given), format: formatOf(given, name) };
}

/** A problem in the reference's words. */
export function problemOf(stage: string, error: ErrorData): PythonValue {
  return new Map([
    ["stage", stage],
    ["error", error.pythonError ?? error.tag],
    ["message", renderText(error.message)],
  ]);
}
