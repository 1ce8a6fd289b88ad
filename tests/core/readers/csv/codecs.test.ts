import { describe, expect, it } from "vitest";
import { isSignetError } from "../../../../src/core/errors.ts";
import { codecName } from "../../../../src/core/readers/csv/codecs/codec-names.ts";
import type { ErrorHandler } from "../../../../src/core/readers/csv/codecs/error-handlers.ts";
import { toUtf8 } from "../../../../src/core/readers/csv/transcode.ts";

async function* cut(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (const byte of bytes) yield Uint8Array.of(byte);
}

async function decode(bytes: readonly number[], encoding: string, handler: ErrorHandler = "strict"): Promise<string> {
  const parts: Uint8Array[] = [];
  try {
    for await (const chunk of toUtf8(cut(Uint8Array.from(bytes)), encoding, handler)) parts.push(chunk.slice());
  } catch (error) {
    if (isSignetError(error)) return error.pythonError ?? error.tag;
    throw error;
  }
  return Buffer.concat(parts).toString();
}

describe("names of encodings", () => {
  it.each([
    ["latin1", "latin_1"],
    ["ISO-8859-1", "latin_1"],
    ["cp1252", "cp1252"],
    ["windows-1252", "cp1252"],
    ["utf8", "utf_8"],
    ["UTF-8-SIG", "utf_8_sig"],
    ["utf_16_le", "utf_16_le"],
    ["mac_roman", "mac_roman"],
    ["macintosh", "mac_roman"],
    ["IBM437", "cp437"],
    [" Shift JIS", "shift_jis"],
    ["", "utf_8"],
  ])("%s is Python's %s", (given, name) => expect(codecName(given)).toEqual({ kind: "text", name }));

  it("distinguishes codecs that are not for text, and names that Python does not know", () => {
    expect(codecName("hex")).toEqual({ kind: "other", name: "hex_codec" });
    expect(codecName("latin-99")).toEqual({ kind: "unknown" });
  });
});

describe("decoding as Python does", () => {
  it.each<[string, readonly number[], string]>([
    ["latin-1", [0x80, 0xf1], "\u0080ñ"],
    ["cp1252", [0x80, 0xf1], "€ñ"],
    // Python leaves these undefined, the Encoding Standard makes controls of them.
    ["cp1252", [0x41, 0x81], "UnicodeDecodeError"],
    ["cp437", [0xa4, 0x82], "ñé"],
    ["cp858", [0xd5], "€"],
    ["mac_latin2", [0x88], "ą"],
    ["shift_jis", [0x81, 0x60, 0xb1], "〜ｱ"],
    ["cp932", [0x81, 0x60], "～"],
    ["gb2312", [0x81, 0x40], "UnicodeDecodeError"],
    ["gbk", [0x81, 0x40], "丂"],
    ["gb18030", [0x81, 0x30, 0x84, 0x36], "¥"],
    ["cp949", [0x81, 0x41], "갂"],
    ["euc_kr", [0x81, 0x41], "UnicodeDecodeError"],
    ["iso2022_jp", [0x1b, 0x24, 0x42, 0x4c, 0x3e, 0x1b, 0x28, 0x42, 0x61], "名a"],
    ["utf-32", [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], "a"],
    ["utf-7", [0x61], "Undecided"],
    ["rot13", [0x61], "LookupError"],
  ])("%s %j", async (encoding, bytes, text) => {
    expect(await decode(bytes, encoding).catch((error) => (isSignetError(error) ? (error.pythonError ?? error.tag) : error))).toBe(text);
  });

  it.each<[ErrorHandler, string]>([
    ["strict", "UnicodeDecodeError"],
    ["replace", "a\ufffdb"],
    ["ignore", "ab"],
    ["backslashreplace", "a\\xe2\\x82b"],
    ["surrogateescape", "Undecided"],
    ["namereplace", "TypeError"],
  ])("does with bytes that are not UTF-8 what encoding_errors='%s' does", async (handler, text) => {
    // UTF-8 that is read strictly is checked by whoever counts its cells.
    if (handler !== "strict") expect(await decode([0x61, 0xe2, 0x82, 0x62], "utf-8", handler)).toBe(text);
    expect(await decode([0x61, 0x81, 0x62], "cp1252", handler)).toBe(text.replace("\\xe2\\x82", "\\x81"));
  });
});
