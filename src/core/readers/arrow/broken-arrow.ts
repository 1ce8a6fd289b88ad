import { defined } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";

/** A file that pyarrow refuses; `byte`: where in it. */
export const brokenArrow = (message: string, byte?: number) =>
  new SignetError("UnreadableFile", text`The Arrow file is broken: ${message}`, {
    place: defined({ byte }),
    pythonError: "ArrowInvalid",
    remedy: "Write the file again.",
  });
