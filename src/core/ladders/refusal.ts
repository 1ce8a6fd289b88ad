import type { ErrorData, Text } from "../errors.ts";
import type { ColumnName } from "../python/value.ts";
import type { SeriesOutcome } from "./pandas.ts";

type Outcome<Kind> = Extract<SeriesOutcome, { readonly kind: Kind }>;

/** An error that the reference raises while reading, as data. */
export function readRefusal(name: ColumnName, message: Text, pythonError: string): Outcome<"refused"> {
  const error: ErrorData = {
    tag: "UnreadableFile",
    message,
    place: typeof name === "string" ? { column: name } : {},
    pythonError,
    remedy: "Change the declared dtype or the cells.",
  };
  return { kind: "refused", name, error };
}

/** The line that shows what pandas makes of a column of a CSV file. */
export const readDtype = (name: ColumnName): string => `pd.read_csv(path, …)[${JSON.stringify(String(name))}].dtype`;

/** A column that lies outside what was proved against the reference; `python` is the line that decides. */
export function undecidedColumn(name: ColumnName, message: Text, python: string): Outcome<"undecided"> {
  const error: ErrorData = {
    tag: "Undecided",
    message,
    place: typeof name === "string" ? { column: name } : {},
    remedy: `Ask pandas: ${python}`,
  };
  return { kind: "undecided", name, error };
}
