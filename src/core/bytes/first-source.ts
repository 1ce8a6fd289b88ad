import { SignetError } from "../errors.ts";
import type { ByteSource } from "./byte-source.ts";

/** The first of the files. Throws `UnreadableFile` if there is none. */
export function firstSource(sources: readonly ByteSource[]): ByteSource {
  const [source] = sources;
  if (source === undefined) throw new SignetError("UnreadableFile", "No file was given.", { remedy: "Choose a file." });
  return source;
}
