import type { ErrorData } from "../errors.ts";
import type { Fix } from "../signers/signer.ts";

const option = (name: string, value: string, label: string, consequence: string): Fix => ({
  kind: "option",
  columns: [],
  options: new Map([[name, value]]),
  label,
  consequence,
});

/**
 * What can be done about a file that could not be read: it is read another way or in an encoding that is chosen, or damaged
 * bytes are marked. Other ways to read it were tried.
 */
export function failureFixes({ pythonError, place, readings = [], encodings = [] }: ErrorData): readonly Fix[] {
  if (readings.length > 0)
    return readings.map(({ options, label, consequence }) => ({ kind: "option", columns: [], options, label, consequence }));
  if (encodings.length > 0)
    return encodings.map(({ encoding, header }) =>
      option("encoding", encoding, `Read as ${encoding}`, `The file is read again; its header is then ${header.join(", ")}.`),
    );
  if (pythonError === "UnicodeDecodeError" && place.byte !== undefined) {
    const consequence = "The file is read again; each byte that cannot be decoded becomes the character �, in names too.";
    return [option("encoding_errors", "replace", "Mark bytes that cannot be decoded", consequence)];
  }
  return [];
}
