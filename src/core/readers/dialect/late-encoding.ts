import type { ByteSource } from "../../bytes/byte-source.ts";
import { isSignetError } from "../../errors.ts";
import type { ReadSettings } from "../settings.ts";
import { findLateEncoding } from "./encoding/find-encoding.ts";
import { encodingProposal, type OptionProposal } from "./propose.ts";

const BEFORE_BYTES = 1 << 15;
const AFTER_BYTES = 1 << 16;

/**
 * The encoding of a file whose first bytes are ASCII and that turned out not to be UTF-8 while it was read; null where `error` says something
 * else, or an encoding was chosen. Rejects with the question where it is not certain.
 */
export async function lateEncoding(
  source: ByteSource,
  { format, dialect, options }: ReadSettings,
  error: unknown,
): Promise<OptionProposal | null> {
  if (format !== undefined || dialect === "given" || options.has("encoding") || !isSignetError(error, "UnreadableFile")) return null;
  const { byte } = error.place;
  if (error.pythonError !== "UnicodeDecodeError" || byte === undefined) return null;
  const start = Math.max(0, byte - BEFORE_BYTES);
  const [head, around] = await Promise.all([source.slice(0, BEFORE_BYTES), source.slice(start, byte + AFTER_BYTES)]);
  const found = findLateEncoding(head, around, byte - start);
  return found === null ? null : encodingProposal(found);
}
