import { SignetError, text } from "../errors.ts";

const BLOCK = 512;
const SIZE = { start: 124, end: 136 } as const;
const TYPE = 156;
const CHECKSUM = { start: 148, end: 156 } as const;
/** Members that only describe the next one: GNU's long names, and pax headers. */
const DESCRIBES = new Set(["L", "K", "x", "g"]);

const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes).replace(/[\0 ].*$/s, "");

const refused = (name: string, because: string, pythonError: string) =>
  new SignetError("UnreadableFile", text`${name} cannot be read as a tar archive: ${because}.`, {
    place: { file: name },
    pythonError,
    remedy: "Unpack it and choose the file.",
  });

/** Whether a block is a member's header: its checksum counts itself as blanks. */
function isHeader(block: Uint8Array): boolean {
  let sum = 0;
  for (const [index, byte] of block.entries()) sum += index >= CHECKSUM.start && index < CHECKSUM.end ? 32 : byte;
  const written = Number.parseInt(ascii(block.subarray(CHECKSUM.start, CHECKSUM.end).filter((byte) => byte !== 32)), 8);
  return written === sum;
}

/**
 * The only file in a tar archive, as pandas takes it. Throws `UnreadableFile` if the bytes are not an archive, or if it does not have exactly one member.
 * Source: `get_handle` in `pandas/io/common.py`, POSIX ustar.
 */
export function onlyTarMember(archive: Uint8Array, name: string): Uint8Array {
  const members: Uint8Array[] = [];
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const block = archive.subarray(at, at + BLOCK);
    if (block.every((byte) => byte === 0)) break;
    if (!isHeader(block)) {
      // Python takes a broken header behind the first for the end.
      if (at > 0) break;
      throw refused(name, "its header is broken", "ReadError");
    }
    const size = Number.parseInt(ascii(block.subarray(SIZE.start, SIZE.end)), 8) || 0;
    const start = at + BLOCK;
    if (start + size > archive.length) throw refused(name, "it ends within a file", "ReadError");
    if (!DESCRIBES.has(String.fromCharCode(block[TYPE] as number))) members.push(archive.subarray(start, start + size));
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  if (archive.length < BLOCK) throw refused(name, "it is too short", "ReadError");
  const [only] = members;
  if (only === undefined || members.length > 1)
    throw refused(name, `it has ${members.length} files; pandas reads an archive with one`, "ValueError");
  return only;
}
