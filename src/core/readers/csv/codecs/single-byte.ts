import type { Decode } from "./codec.ts";
import { SINGLE_BYTES } from "./tables.ts";

const UNASSIGNED = 0xffff;

/** A codec of one byte per character, by Python's name; null where it is not one. */
export function singleByteCodec(name: string): Decode | null {
  const table = Object.hasOwn(SINGLE_BYTES, name) ? SINGLE_BYTES[name] : undefined;
  if (table === undefined) return null;
  const codes = Uint16Array.from({ length: 256 }, (_, byte) =>
    table.length === 256 ? table.charCodeAt(byte) : byte < 0x80 ? byte : table.charCodeAt(byte - 0x80),
  );
  return (bytes, _isEnd, out, fault) => {
    out.reserve(bytes.length * 3);
    for (let at = 0; at < bytes.length; at++) {
      const code = codes[bytes[at] as number] as number;
      if (code === UNASSIGNED) fault(bytes, at, at + 1, out);
      else out.codePoint(code);
    }
    return bytes.length;
  };
}
