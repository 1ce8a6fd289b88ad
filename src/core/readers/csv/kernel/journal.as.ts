// AssemblyScript. All values of a column, one after the other: core/profile/value-journal.ts sorts and counts them at the end.
import { takeBytes } from "./memory.as";
import { ENTRIES, load32, MODE, RECENT, RECENT_BYTES, RECENT_TEXTS, STRETCH_AT, store32, TEXT, TEXT_BYTES, takeText } from "./profile-memory.as";

/** Values are put into stretches of so many, a power of two. A stretch starts with where the one before it is, in 8 bytes. */
const STRETCH_VALUES: u32 = 128;

/** Where the next value goes, which is counted. */
@inline
function nextEntry(column: usize): usize {
  const entries = <u32>load32(column, ENTRIES);
  const at = <usize>(entries & (STRETCH_VALUES - 1));
  if (at == 0) {
    const stretch = takeBytes(8 + <usize>STRETCH_VALUES * (load32(column, MODE) == TEXT ? 12 : 8));
    store<u32>(stretch, <u32>load32(column, STRETCH_AT));
    store32(column, <u32>stretch, STRETCH_AT);
  }
  store32(column, entries + 1, ENTRIES);
  return at;
}

/** Keeps a number by its bits. */
@inline
export function keepNumber(column: usize, bits: u64): void {
  const at = nextEntry(column);
  store<u64>(load32(column, STRETCH_AT) + 8 + (at << 3), bits);
}

/** Keeps a text by its hash; its first bytes too, unless they were kept of late. */
export function keepText(column: usize, hash: u64, start: usize, length: u32): void {
  const recent = load32(column, RECENT) + <usize>(<u32>hash & (RECENT_TEXTS - 1)) * RECENT_BYTES;
  if (load<u32>(recent, 8) == 0 || load<u64>(recent) != hash) {
    store<u64>(recent, hash);
    store<u32>(recent, <u32>copyOfText(start, length), 8);
  }
  const at = nextEntry(column);
  const stretch = load32(column, STRETCH_AT) + 8;
  store<u64>(stretch + (at << 3), hash);
  store<u32>(stretch + (<usize>STRETCH_VALUES << 3) + (at << 2), load<u32>(recent, 8));
}

/** Copies the first bytes of a text to where they stay. Returns the place. */
export function copyOfText(start: usize, length: u32): usize {
  const kept = min(<usize>length, TEXT_BYTES);
  const text = takeText(kept);
  store<u8>(text, <u8>kept);
  memory.copy(text + 1, start, kept);
  return text;
}
