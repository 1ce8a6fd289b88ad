import { SignetError } from "../../errors.ts";

/** The byte order that UTF-16's mark gives. Throws `UnreadableFile` (`UnicodeError`) if there is no mark. Source: `codecs.utf_16_ex_decode`. */
export function markedOrder(head: Uint8Array): "utf-16le" | "utf-16be" {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  throw new SignetError("UnreadableFile", "UTF-16 stream does not start with BOM.", {
    pythonError: "UnicodeError",
    remedy: "Choose utf-16-le or utf-16-be in the reader options.",
  });
}
