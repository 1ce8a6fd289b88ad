import { sourceFromBlob } from "../core/bytes/byte-source.ts";
import { type ErrorData, errorToData } from "../core/errors.ts";
import { detect } from "../core/readers/detect.ts";
import { READERS } from "../core/readers/registry.ts";
import type { FilePart } from "./protocol.ts";

/** Why each file is not data that Signet reads, by its first and last bytes; null where it is, or where only reading it tells. */
export function answerRecognise(files: readonly FilePart[]): Promise<readonly (ErrorData | null)[]> {
  return Promise.all(
    files.map(({ blob, name }) =>
      detect(sourceFromBlob(blob, name), READERS).then(
        () => null,
        (thrown: unknown) => {
          const error = errorToData(thrown);
          return error.tag === "UnknownFormat" ? error : null;
        },
      ),
    ),
  );
}
