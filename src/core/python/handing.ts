import { defined } from "../defined.ts";
import type { ColumnName } from "./value.ts";

/** What `predict` returned, where that was not the DataFrame: the frame's array, its first column as an array, or as a Series. */
export const TO_FORMS = ["numpy", "column", "series"] as const;

export type ToForm = (typeof TO_FORMS)[number];

/** `DataFrame.astype`: one dtype, or one dtype per column. */
export type Astype = string | ReadonlyMap<string, string>;

/** New names of columns, by those that the reader gave. */
export type Rename = ReadonlyMap<ColumnName, string>;

/** What a user's code does between reading a file and `infer_signature`: rename, leave out, cast, and convert. */
export interface Handing {
  /** `DataFrame.rename(columns=…)`, before all else: what the reader called a column, and what it is called from then on. */
  readonly rename?: Rename;
  /** `DataFrame.drop(columns=…)`, before the cast. */
  readonly drop?: readonly ColumnName[];
  readonly astype?: Astype;
  readonly to?: ToForm;
  /** Columns that need not be there, whatever was inferred: `ColSpec(required=False)` after signing. */
  readonly optional?: readonly ColumnName[];
}

/** How a side is handed over that was read with these settings. */
export function handingOf({ astype, drop, optional, rename, to }: Handing): Handing {
  return defined({ astype, drop, optional, rename, to });
}

/** The Python that reads a file: what it imports, lines that go before, and an expression. */
export interface PythonRead {
  readonly imports: readonly string[];
  readonly setup: readonly string[];
  readonly expression: string;
}

/** What the file calls a column that may have been renamed. */
export function nameInFile(rename: Rename | undefined, name: ColumnName): ColumnName {
  if (rename === undefined) return name;
  for (const [before, after] of rename) if (after === name) return before;
  return name;
}
