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

/** The sentences of each sign: what is said twice by one sign is one mark. */
function bySign(marks: readonly RowMark[]): ReadonlyMap<string, { readonly sign: string; readonly labels: readonly string[] }> {
  const signs = new Map<string, { readonly sign: string; readonly labels: string[] }>();
  for (const { kind, weight, label } of marks) {
    const look = weight ?? kind;
    const known = signs.get(look);
    if (known === undefined) signs.set(look, { sign: weight === undefined ? SIGNS[kind] : WEIGHT_SIGNS[weight], labels: [label] });
    else if (!known.labels.includes(label)) known.labels.push(label);
  }
  return signs;
}

/** The marks of a row: signs that differ in shape and colour, each with sentences for pointer and screen reader. */
export function RowMarks({ marks }: { readonly marks: readonly RowMark[] }) {
  return [...bySign(marks)].map(([look, { sign, labels }]) => {
    const label = labels.join("; ");
    return (
      <span key={look} className={`mark ${look}`} role="img" aria-label={label} title={label}>
        {sign}
      </span>
    );
  });
}
