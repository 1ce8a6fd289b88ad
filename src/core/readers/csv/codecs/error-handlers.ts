import { SignetError, text } from "../../../errors.ts";
import type { PythonValue } from "../../../python/value.ts";
import { decodeError } from "../utf8-check.ts";
import type { Fault } from "./codec.ts";

/** Python's error handlers that are registered from the start (`codecs.lookup_error`). */
export const ERROR_HANDLERS = [
  "strict",
  "ignore",
  "replace",
  "backslashreplace",
  "surrogateescape",
  "surrogatepass",
  "xmlcharrefreplace",
  "namereplace",
] as const;

export type ErrorHandler = (typeof ERROR_HANDLERS)[number];

/** Narrows a name to one of Python's handlers. */
export const isErrorHandler = (name: string): name is ErrorHandler => (ERROR_HANDLERS as readonly string[]).includes(name);

/** The handler that `encoding_errors` names. Throws `UnreadableFile` where Python knows none of that name. */
export function handlerOf(value: PythonValue | undefined): ErrorHandler {
  if (value === undefined || value === "") return "strict";
  if (typeof value === "string" && isErrorHandler(value)) return value;
  const isName = typeof value === "string";
  throw new SignetError("UnreadableFile", isName ? `unknown error handler name '${value}'` : "encoding_errors must be a string", {
    pythonError: isName ? "LookupError" : "ValueError",
    remedy: `Choose one of ${ERROR_HANDLERS.join(", ")}.`,
  });
}

/** A byte that the handler keeps as a lone surrogate, which neither Arrow nor a JSON signature can hold. */
const keptSurrogate = (encoding: string, handler: string, byte: number) =>
  new SignetError(
    "Undecided",
    text`Byte ${byte} is not valid ${encoding}. encoding_errors='${handler}' keeps it as a lone surrogate, which Signet does not decide.`,
    {
      place: { byte },
      remedy: `Ask pandas: pd.read_csv(path, encoding=${JSON.stringify(encoding)}, encoding_errors=${JSON.stringify(handler)}).dtypes`,
    },
  );

/** Handlers only for writing: Python raises if reading meets a fault with them. Source: `PyCodec_XMLCharRefReplaceErrors`. */
const onlyWrites = (handler: string, byte: number) =>
  new SignetError("UnreadableFile", text`encoding_errors='${handler}' works for writing only, and byte ${byte} cannot be decoded.`, {
    place: { byte },
    pythonError: "TypeError",
    remedy: "Use encoding_errors='replace', or choose another encoding.",
  });

/**
 * What pandas' `encoding_errors` does with bytes that an encoding does not define. `offset()` is where the bytes handed over begin in the file.
 * Source: `Python/codecs.c`.
 */
export function faultOf(handler: ErrorHandler, encoding: string, offset: () => number): Fault {
  return (bytes, start, end, out) => {
    const place = offset() + start;
    switch (handler) {
      case "strict":
        throw decodeError(encoding, place);
      case "ignore":
        return;
      case "replace":
        out.codePoint(0xfffd);
        return;
      case "backslashreplace":
        for (const byte of bytes.subarray(start, end))
          for (const letter of `\\x${byte.toString(16).padStart(2, "0")}`) out.codePoint(letter.charCodeAt(0));
        return;
      case "surrogateescape":
      case "surrogatepass":
        throw keptSurrogate(encoding, handler, place);
      case "xmlcharrefreplace":
      case "namereplace":
        throw onlyWrites(handler, place);
    }
  };
}
