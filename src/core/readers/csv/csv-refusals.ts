import { SignetError, text } from "../../errors.ts";

/** A file that ends within quotes, as pandas refuses it. */
export function openQuote(line: number): SignetError {
  return new SignetError("UnreadableFile", text`A quoted cell that begins in line ${line} never ends.`, {
    place: { line },
    pythonError: "ParserError",
    remedy: "Close the quote, or read with another quotechar or quoting=3.",
  });
}

/** A file that ends right after an escape character, as pandas refuses it. */
export function openEscape(line: number): SignetError {
  return new SignetError("UnreadableFile", "The file ends right after an escape character.", {
    pythonError: "ParserError",
    place: { line },
    remedy: "Write the file again.",
  });
}
