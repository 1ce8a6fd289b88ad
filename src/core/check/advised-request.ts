import type { ByteSource } from "../bytes/byte-source.ts";
import { SignetError } from "../errors.ts";
import type { CheckRequest } from "./check-files.ts";

/** A check whose verdict is to be advised on. */
export type AdvisedRequest = CheckRequest & { readonly format?: string };

export const firstOf = ([source]: readonly ByteSource[]): ByteSource => {
  if (source === undefined) throw new SignetError("UnreadableFile", "There is no file to read.", { remedy: "Choose a file." });
  return source;
};
