import { ALIASES, OTHER_CODECS, TEXT_ENCODINGS } from "./tables.ts";

const aliases = new Map(ALIASES.split(" ").map((pair) => pair.split(":") as [string, string]));
const textEncodings = new Set(TEXT_ENCODINGS.split(" "));
const otherCodecs = new Set(OTHER_CODECS.split(" "));

/** `encodings.normalize_encoding` after the lower-casing of `codecs.lookup`: runs of anything but letters, digits and dots become one underscore. */
function normalized(encoding: string): string {
  return encoding
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/[^\p{L}\p{N}.]+/gu, "_")
    .replace(/^_|_$/g, "")
    .replace(/[^ -~]/g, "");
}

/** Python's module for an encoding; `other` is a codec that does not decode to text, and `unknown` what `codecs.lookup` does not find. */
export type CodecName =
  | { readonly kind: "text"; readonly name: string }
  | { readonly kind: "other"; readonly name: string }
  | { readonly kind: "unknown" };

/**
 * The codec that Python finds under a name; pandas takes an empty name as utf-8.
 * Source: `encodings.search_function`.
 *
 * @example codecName("ISO-8859-1") // { kind: "text", name: "latin_1" }
 */
export function codecName(encoding: string): CodecName {
  if (encoding === "") return { kind: "text", name: "utf_8" };
  const plain = normalized(encoding);
  const alias = aliases.get(plain) ?? aliases.get(plain.replaceAll(".", "_"));
  for (const name of [alias, plain]) {
    if (name === undefined || name.includes(".")) continue;
    if (textEncodings.has(name)) return { kind: "text", name };
    if (otherCodecs.has(name)) return { kind: "other", name };
  }
  return { kind: "unknown" };
}
