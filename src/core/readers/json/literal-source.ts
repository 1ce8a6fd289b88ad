import type { ByteSource } from "../../bytes/byte-source.ts";
import { concatBytes } from "../../bytes/join-bytes.ts";
import { defined } from "../../defined.ts";
import { assertSignetError, SignetError, text } from "../../errors.ts";
import { limitOf, overLimit } from "../../limits.ts";
import { jsonDumps } from "../../python/json-dumps.ts";
import { parseStrictLiteral } from "../../python/literal.ts";

/** The whole of a text file, without a byte order mark. Rejects with `UnreadableFile` where it is not UTF-8, `Undecided` where it is too long. */
async function wholeText(source: ByteSource, signal?: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.stream(defined({ signal }))) {
    chunks.push(chunk.slice());
    length += chunk.byteLength;
    // Literals are taken in whole: longer ones were not printed to be looked at.
    if (length > limitOf("literals"))
      throw overLimit("literals", text`${source.name} is too long to be read as Python literals.`, {
        place: { file: source.name },
        remedy: "Write it as JSON lines with json.dumps.",
      });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(concatBytes(chunks));
  } catch {
    throw new SignetError("UnreadableFile", text`${source.name} is not UTF-8.`, {
      place: { file: source.name },
      pythonError: "UnicodeDecodeError",
    });
  }
}

function jsonOf(literal: string, line: number): string {
  try {
    return jsonDumps(parseStrictLiteral(literal));
  } catch (error) {
    assertSignetError(error, "InvalidParams");
    throw new SignetError("UnreadableFile", error.text, {
      place: { line: line + (error.place.line ?? 1) - 1 },
      pythonError: "SyntaxError",
      remedy: "Write the file with json.dumps instead of str() or print().",
    });
  }
}

/** Python literals as the JSON that says the same; a literal per line, where blank lines stay, so that lines keep their numbers. */
function jsonText(literals: string, lines: boolean): string {
  if (!lines) return jsonOf(literals, 1);
  return literals
    .split(/\r\n|\r|\n/)
    .map((line, index) => (line.trim() === "" ? "" : jsonOf(line, index + 1)))
    .join("\n");
}

/** A file of Python literals, as `ast.literal_eval` reads it, as a source of JSON for the readers of JSON. */
export function literalSource(source: ByteSource, lines: boolean): ByteSource {
  let made: Promise<Uint8Array> | null = null;
  const bytes = (signal?: AbortSignal) => {
    made ??= wholeText(source, signal).then((literals) => new TextEncoder().encode(jsonText(literals, lines)));
    return made;
  };
  return {
    name: source.name,
    byteLength: source.byteLength,
    slice: async (start, end) => (await bytes()).slice(start, end),
    async *stream({ start = 0, end, signal } = {}) {
      yield (await bytes(signal)).slice(start, end);
    },
  };
}
