import { Message } from "apache-arrow/fb/message";
import { MessageHeader } from "apache-arrow/fb/message-header";
import { ByteBuffer } from "flatbuffers";
import type { Sniff } from "../reader.ts";
import { hasBytes } from "../recognise/beginning.ts";

/** What an Arrow file begins and ends with. */
export const ARROW_MAGIC = "ARROW1";

/** Schemas of some hundred thousand columns stay below. */
const MOST_SCHEMA_BYTES = 1 << 28;

/** The length of a message's metadata, as it is before them; null where it cannot be one. */
function messageLength(head: Uint8Array, at: number): number | null {
  if (head.byteLength < at + 8) return null;
  const length = new DataView(head.buffer, head.byteOffset).getInt32(at, true);
  return length <= 8 || length > MOST_SCHEMA_BYTES ? null : length;
}

/**
 * Whether a stream's first message begins at `at`: its length, then a flatbuffer whose root says that it is a schema. The bytes after the
 * root may be cut off, as those of a long schema are. Source: Arrow's columnar format, encapsulated messages.
 */
function isSchemaMessage(head: Uint8Array, at: number): boolean {
  const length = messageLength(head, at);
  if (length === null) return false;
  try {
    const message = Message.getRootAsMessage(new ByteBuffer(head.slice(at + 4, at + 4 + length)));
    return message.headerType() === MessageHeader.Schema && message.version() <= 4 && message.bodyLength() === 0n;
  } catch {
    return false;
  }
}

/** How sure a file is Arrow's: the magic of a file, or the schema that a stream begins with; before Arrow 0.15 no mark was before it. */
export function sniffIpc(head: Uint8Array): Sniff {
  if (hasBytes(head, ARROW_MAGIC)) return { confidence: 1, reason: "it begins with Arrow's magic ARROW1" };
  if (hasBytes(head, [0xff, 0xff, 0xff, 0xff]) && messageLength(head, 4) !== null)
    return { confidence: 0.95, reason: "it begins as an Arrow stream does" };
  if (isSchemaMessage(head, 0)) return { confidence: 0.95, reason: "it begins as an Arrow stream did before Arrow 0.15" };
  return { confidence: 0, reason: "it has neither Arrow's magic nor a stream's beginning" };
}
