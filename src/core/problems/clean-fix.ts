import { type Cleaning, cleanedNumber, cleaningPython } from "../python/cleaning.ts";
import { columnNameLiteral, pythonLiteral } from "../python/repr.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import type { Fix } from "../signers/signer.ts";

/** Reader options as code in a sentence: `` `decimal=',', thousands='.'` ``. */
export const optionsCode = (options: ReadonlyMap<string, PythonValue>): string =>
  `\`${[...options].map(([name, value]) => `${name}=${pythonLiteral(value)}`).join(", ")}\``;

/** What a cleaning makes of a cell, as a sentence; empty if it is not a number. */
export function becomes(sample: string, cleaning: Cleaning): string {
  const after = cleanedNumber(sample, cleaning);
  return after === null ? "" : ` \`${sample}\` becomes ${Number(after)}.`;
}

function missingWords({ missing }: Cleaning): string {
  const words = missing.map((word) => `\`${word}\``).join(", ");
  return missing.length === 0 ? "" : ` ${words} become${missing.length === 1 ? "s" : ""} missing.`;
}

/** Python that makes numbers of columns of text. `sample`: a cell that shows how; `reason`: why no reader option is offered. */
export function cleanFix(columns: readonly ColumnName[], cleaning: Cleaning, sample: string, reason: string): Fix {
  return {
    kind: "python",
    columns,
    change: { kind: "clean", cleaning, sample, reason },
    python: cleaningPython(cleaning, columns.map(columnNameLiteral)),
    label: cleaning.decimalComma ? "Convert decimal commas" : "Convert to numbers",
    consequence: `${reason}, so it is your own code.${becomes(sample, cleaning)}${missingWords(cleaning)}`,
  };
}
