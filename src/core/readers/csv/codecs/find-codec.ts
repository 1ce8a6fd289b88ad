import { SignetError } from "../../../errors.ts";
import type { Decode } from "./codec.ts";
import { iso2022JpCodec } from "./iso2022-jp.ts";
import { pairCodec } from "./pairs.ts";
import { singleByteCodec } from "./single-byte.ts";
import { markedCodec, utf8Codec, utf16Codec, utf32Codec } from "./unicode.ts";

const noMark = (name: string) => () =>
  new SignetError("UnreadableFile", `${name} stream does not start with BOM.`, {
    pythonError: "UnicodeError",
    remedy: `Choose ${name.toLowerCase()}-le or ${name.toLowerCase()}-be in the reader options.`,
  });

const OWN: ReadonlyMap<string, () => Decode> = new Map<string, () => Decode>([
  ["utf_8", () => utf8Codec],
  ["utf_8_sig", () => utf8Codec],
  ["utf_16", () => markedCodec(2, utf16Codec, noMark("UTF-16"))],
  ["utf_16_le", () => utf16Codec(false)],
  ["utf_16_be", () => utf16Codec(true)],
  ["utf_32", () => markedCodec(4, utf32Codec, noMark("UTF-32"))],
  ["utf_32_le", () => utf32Codec(false)],
  ["utf_32_be", () => utf32Codec(true)],
  ["iso2022_jp", iso2022JpCodec],
]);

/** A decoder for one text, by Python's name for its codec (`codecName`); null for the codecs that Signet does not have. */
export const findCodec = (name: string): Decode | null => OWN.get(name)?.() ?? singleByteCodec(name) ?? pairCodec(name);
