import type { Dataset } from "../evidence/dataset.ts";
import type { PythonRead } from "../python/preprocessing.ts";
import type { OptionProposal } from "./dialect/propose.ts";
import type { Format } from "./reader.ts";
import type { ReadSettings } from "./settings.ts";

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
  /** The Python that reads these files the same way. */
  readonly pythonRead: PythonRead;
}
