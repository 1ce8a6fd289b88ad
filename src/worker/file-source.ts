import { type ByteSource, sourceFromBlob } from "../core/bytes/byte-source.ts";
import { defined } from "../core/defined.ts";
import type { FilePart } from "./protocol.ts";

/** A file of the page as a source, which knows the folder that was dropped. */
export function sourceFromPart({ blob, name, folder }: FilePart): ByteSource {
  return { ...sourceFromBlob(blob, name), ...defined({ folder }) };
}
