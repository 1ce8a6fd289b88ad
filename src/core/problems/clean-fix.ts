import { type Cleaning, cleanedNumber, cleaningPython } from "../python/cleaning.ts";
import { columnNameLiteral } from "../python/repr.ts";
import type { ColumnName } from "../python/value.ts";
import type { Fix } from "../signers/signer.ts";

/** What a cleaning makes of a cell, as a sentence; empty if it is not a number. */
export function becomes(sample: string, cleaning: Cleaning): string {
  const after = cleanedNumber(sample, cleaning);
  return after === null ? "" : ` \`${sample}\` becomes ${Number(after)}.`;
}

function missingWords({ missing }: Cleaning): string {
  const words = missing.map((word) => `\`${word}\``).join(", ");
  return missing.length === 0 ? "" : ` ${words} become${missing.length === 1 ? "s" : ""} missing.`;
}

/** Python that makes numbers of columns of text. `sample`: a cell that shows how. */
export function cleanFix(columns: readonly ColumnName[], cleaning: Cleaning, sample: string): Fix {
  return {
    kind: "python",
    columns,
    change: { kind: "clean", cleaning, sample },
    python: cleaningPython(cleaning, columns.map(columnNameLiteral)),
    label: cleaning.decimalComma ? "Convert to numbers in pandas, comma as decimal mark" : "Convert to numbers in pandas",
    consequence: `No reader option does this, so it is your own code.${becomes(sample, cleaning)}${missingWords(cleaning)}`,
  };
}
