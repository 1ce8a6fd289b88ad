import type { RowMark } from "../store/state/row.ts";

const SIGNS: Readonly<Record<RowMark["kind"], string>> = {
  problem: "i",
  refused: "✗",
  edited: "✎",
  changed: "±",
  versions: "≠",
  comment: "”",
};
const WEIGHT_SIGNS = { stops: "✗", warns: "!", notes: "i" } as const;

/** The marks of a row: signs that differ in shape and colour, each with a sentence for pointer and screen reader. */
export function RowMarks({ marks }: { readonly marks: readonly RowMark[] }) {
  return marks.map(({ kind, weight, label }, index) => (
    // Two problems may say the same of a row, so its place is the key.
    <span key={index} className={`mark ${weight ?? kind}`} role="img" aria-label={label} title={label}>
      {weight === undefined ? SIGNS[kind] : WEIGHT_SIGNS[weight]}
    </span>
  ));
}
