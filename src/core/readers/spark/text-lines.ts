import type { ByteSource } from "../../bytes/byte-source.ts";
import { must } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";

/** Encodings in which a line break is one byte, by the names that Java has for them. */
const DECODERS: ReadonlyMap<string, string> = new Map([
  ["utf-8", "utf-8"],
  ["utf8", "utf-8"],
  ["us-ascii", "utf-8"],
  ["windows-1252", "windows-1252"],
  ["cp1252", "windows-1252"],
  ["windows-1250", "windows-1250"],
  ["windows-1251", "windows-1251"],
  ["koi8-r", "koi8-r"],
  ["iso-8859-1", "windows-1252"],
  ["latin1", "windows-1252"],
  ["iso-8859-2", "iso-8859-2"],
  ["iso-8859-15", "iso-8859-15"],
]);

/** A file that is read whole is refused above this size. */
const WHOLE_BYTES = 1 << 28;

function decoderOf(encoding: string): TextDecoder {
  const label = DECODERS.get(encoding.toLowerCase());
  if (label === undefined)
    throw new SignetError("Undecided", text`Signet does not know how Spark reads the encoding ${encoding}.`, {
      remedy: "Write the file in UTF-8.",
    });
  return new TextDecoder(label, { ignoreBOM: true });
}

const withoutMark = (content: string): string => (content.startsWith("\ufeff") ? content.slice(1) : content);

/** The lines of a file as Hadoop cuts them: at `\n`, `\r\n` and `\r`, whatever quotes are around. Rejects where the encoding is not known. */
export async function* textLines(source: ByteSource, encoding: string, signal?: AbortSignal): AsyncGenerator<readonly string[]> {
  const decoder = decoderOf(encoding);
  let open = "";
  let isFirst = true;
  for await (const chunk of source.stream(signal === undefined ? {} : { signal })) {
    let content = open + decoder.decode(chunk, { stream: true });
    if (isFirst && content !== "") {
      content = withoutMark(content);
      isFirst = false;
    }
    const lines = content.split(/\r\n|\n|\r(?!$)/);
    open = must(lines.pop());
    yield lines;
  }
  const last = (open + decoder.decode()).split(/\r\n|\n|\r/);
  if (last.at(-1) === "") last.pop();
  yield last;
}

/** A whole file as text. Rejects where it is too long to be kept. */
export async function wholeText(source: ByteSource, encoding: string, signal?: AbortSignal): Promise<string> {
  const decoder = decoderOf(encoding);
  const parts: string[] = [];
  let byteLength = 0;
  for await (const chunk of source.stream(signal === undefined ? {} : { signal })) {
    byteLength += chunk.byteLength;
    if (byteLength > WHOLE_BYTES)
      throw new SignetError("Undecided", text`${source.name} is longer than what Signet reads with multiLine.`, {
        remedy: "Write one record per line, and set multiLine to false.",
      });
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  return withoutMark(parts.join("") + decoder.decode());
}
