import { SignetError } from "../../errors.ts";

/**
 * A batch that contradicts itself in a way that pyarrow does not check: pyarrow reads past the buffer, or ends the process, so its answer is not
 * known. What pyarrow does refuse is `UnreadableFile`.
 */
export const unchecked = (message: string, column?: string): SignetError =>
  new SignetError("Undecided", `${message} pyarrow does not notice, and reads whatever lies there.`, {
    place: column === undefined ? {} : { column },
    remedy: "Download or write the file again.",
  });
