import type { Problem } from "../../../core/signers/signer.ts";

/** What a note is about, in a few words; a test asks for those of every kind. */
const WORDS: Readonly<Record<string, string>> = {
  "byte-order-mark": "a byte order mark",
  "constant-columns": "constant columns",
  "dates-as-text": "dates kept as text",
  "few-values": "few values",
  "file-unsettled": "types that the data does not show",
  "files-disagree": "files that differ",
  "id-columns": "row identifiers",
  "integers-may-be-missing": "integers that cannot be missing",
  "missing-side": "a missing side",
  "numeric-names": "names like numbers",
  "outputs-often-array": "outputs as an array",
  sentinels: "numbers that may mean missing",
};

/**
 * What folded notes are about, each once, in their order.
 *
 * @example
 * aboutNotes([{ kind: "sentinels", … }, { kind: "id-columns", … }]); // "numbers that may mean missing, row identifiers"
 */
export const aboutNotes = (notes: readonly Pick<Problem, "kind">[]): string =>
  [...new Set(notes.flatMap(({ kind }) => WORDS[kind] ?? []))].join(", ");
