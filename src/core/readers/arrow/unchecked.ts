import { SignetError } from "../../errors.ts";

/**
 * A batch that contradicts itself where pyarrow does not look: it then reads whatever lies behind the buffer, or ends the process, so that no answer
 * of its can be foretold. What pyarrow does refuse is `UnreadableFile`.
 */
export const unchecked = (message: string, column?: string): SignetError =>
  new SignetError("Undecided", `${message} pyarrow does not notice, and reads whatever lies there.`, {
    place: column === undefined ? {} : { column },
    remedy: "Download or write the file again.",
  });
