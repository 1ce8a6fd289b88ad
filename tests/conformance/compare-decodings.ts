import { isSignetError } from "../../src/core/errors.ts";
import { isErrorHandler } from "../../src/core/readers/csv/codecs/error-handlers.ts";
import { isUtf8WithMark, toUtf8 } from "../../src/core/readers/csv/transcode.ts";

/** Bytes, one of Python's names for an encoding, and what Python makes of them. */
export interface Decoding {
  readonly encoding: string;
  readonly handler: string;
  readonly base64: string;
  readonly text?: string;
  readonly error?: string;
}

async function* cut(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function decoded({ encoding, handler, base64 }: Decoding, size: number): Promise<string> {
  if (!isErrorHandler(handler)) throw new Error(`no handler ${handler}`);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: !isUtf8WithMark(encoding) });
  let text = "";
  try {
    for await (const chunk of toUtf8(cut(Buffer.from(base64, "base64"), size), encoding, handler))
      text += decoder.decode(chunk, { stream: true });
    return `text ${text}${decoder.decode()}`;
  } catch (thrown) {
    if (isSignetError(thrown, "Undecided")) return "undecided";
    // UTF-8 is handed over as it is, and checked by whoever counts it.
    const isUnicode = thrown instanceof TypeError || (isSignetError(thrown) && thrown.pythonError?.startsWith("Unicode") === true);
    return `error ${isUnicode ? "UnicodeError" : isSignetError(thrown) ? thrown.pythonError : String(thrown)}`;
  }
}

/** The decodings that differ from Python's, in words, and how many are undecided. */
export async function compareDecodings(
  cases: readonly Decoding[],
): Promise<{ readonly different: readonly string[]; readonly undecided: number }> {
  const different: string[] = [];
  let undecided = 0;
  for (const [index, given] of cases.entries()) {
    const answered = await decoded(given, [1, 2, 3, 7, 1 << 16][index % 5] ?? 1);
    // A text can break two rules at once (no mark, and a handler only for writing); which of them Python names first does not count.
    const actual = answered.startsWith("error") ? "error" : answered;
    const expected = given.text === undefined ? "error" : `text ${given.text}`;
    if (actual === "undecided") undecided++;
    else if (actual !== expected)
      different.push(`${given.encoding} ${given.handler} ${given.base64.slice(0, 80)}: ${differenceOf(expected, actual)}`);
  }
  return { different, undecided };
}

function differenceOf(expected: string, actual: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at++;
  return `at ${at}: Python ${JSON.stringify(expected.slice(at, at + 30))}, Signet ${JSON.stringify(actual.slice(at, at + 30))}`;
}
