import { reprString } from "./repr.ts";

/** How the cells of a text column become numbers: {@link cleaningPython} writes it for pandas, {@link cleanedNumber} does it to one cell. */
export interface Cleaning {
  /** What is removed wherever it occurs: `$`, `EUR`, separators between thousands. Spaces always are. */
  readonly remove: readonly string[];
  /** Whether a comma is the decimal mark. */
  readonly decimalComma: boolean;
  /** Whether `(45)` is -45. */
  readonly parentheses: boolean;
  /** The unit that every number has; it is among what is removed. */
  readonly unit?: string;
  /** Cells that become missing. */
  readonly missing: readonly string[];
}

/** A text as a pattern that matches it alone. */
export const escaped = (part: string) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The pattern of what is removed, longest part first so that `R$` goes before `$`. It means the same to Python's `re` and to Arrow's RE2. */
function removed({ remove }: Cleaning): string {
  const words = remove.filter((part) => part.length > 1).sort((left, right) => right.length - left.length);
  const characters = remove.filter((part) => part.length === 1 && part !== " ").map((part) => (/[\\\]^-]/.test(part) ? `\\${part}` : part));
  return [...words.map(escaped), `[ ${characters.join("")}]`].join("|");
}

/**
 * The lines of Python that clean columns of the DataFrame `df`; they end as float64.
 *
 * @example cleaningPython({ remove: ["$", ","], decimalComma: false, parentheses: false, missing: [] }, ["'Price'"])
 */
export function cleaningPython(cleaning: Cleaning, columns: readonly string[]): string {
  const { decimalComma, parentheses, missing } = cleaning;
  return [
    `for name in [${columns.join(", ")}]:`,
    missing.length === 0 ? "    cells = df[name]" : `    cells = df[name].mask(df[name].isin([${missing.map(reprString).join(", ")}]))`,
    `    cells = cells.str.replace(${reprString(removed(cleaning))}, "", regex=True)`,
    ...(decimalComma ? ['    cells = cells.str.replace(",", ".", regex=False)'] : []),
    ...(parentheses ? ['    cells = cells.str.replace(r"^\\((.*)\\)$", r"-\\1", regex=True)'] : []),
    '    df[name] = cells.astype("float64")',
  ].join("\n");
}

/** What the Python makes of a cell: a number's text, `missing`, or null where `astype` would raise. */
export function cleanedNumber(cell: string, cleaning: Cleaning): string | "missing" | null {
  if (cleaning.missing.includes(cell)) return "missing";
  let plain = cell.replace(new RegExp(removed(cleaning), "gu"), "");
  if (cleaning.decimalComma) plain = plain.replaceAll(",", ".");
  if (cleaning.parentheses) plain = plain.replace(/^\((.*)\)$/, "-$1");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? plain : null;
}
