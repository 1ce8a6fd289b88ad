import type { ByteSource } from "../bytes/byte-source.ts";
import type { Text } from "../errors.ts";
import type { Dataset } from "../evidence/dataset.ts";
import type { PythonValue } from "../python/value.ts";
import type { Format, ReadContext } from "./reader.ts";
import type { ReadSettings } from "./settings.ts";

/** A reader option that was applied by itself, or is offered: one keyword of `pd.read_csv` and why. */
export interface OptionProposal {
  readonly kind: "delimiter" | "encoding" | "compression" | "index_col" | "header" | "leading_zeros" | "parse_dates";
  readonly options: ReadonlyMap<string, PythonValue>;
  readonly message: Text;
  /** The columns it touches. */
  readonly columns: readonly string[];
}

/** A file, or a data set in parts, that was read whole. */
export interface OpenedFile {
  readonly dataset: Dataset;
  /** The settings in force, applied proposals included: read again with them, the answer is the same. */
  readonly settings: ReadSettings;
  readonly format: Format;
  /** Why it was taken for that format. */
  readonly reason: string;
  readonly files: readonly { readonly name: string; readonly byteLength: number }[];
  /** Only delimiter, encoding and compression are ever applied by themselves. */
  readonly applied: readonly OptionProposal[];
  readonly offered: readonly OptionProposal[];
  /** The Python that reads these files the same way: `pd.read_csv("X.csv", sep=";")`. */
  readonly pythonRead: string;
}

/** Finds the reader, applies what may be applied by itself, and reads. */
export function openFiles(_sources: readonly ByteSource[], _settings: ReadSettings, _context: ReadContext): Promise<OpenedFile> {
  throw new Error("not yet");
}
