import type { SignaturePart } from "../mlflow/parts.ts";
import type { ModelSignature } from "../mlflow/types.ts";
import type { Preprocessing, PythonRead } from "../python/preprocessing.ts";
import type { PythonValue } from "../python/value.ts";

/** A side as it was read, and what is done to it then. */
export interface InferredSide {
  readonly preprocessing?: Preprocessing;
  readonly read: PythonRead;
  /** The options with which Spark reads the side's files as they were read here, by `sparkReaderOptions`; absent: its defaults. */
  readonly sparkOptions?: ReadonlyMap<string, PythonValue>;
  /** What of that reading Spark has no option for, by `notCarriedToSpark`. */
  readonly notCarried?: string;
}

/** Everything that an output may be written from. */
export interface ExportInput {
  readonly signature: ModelSignature;
  /** The sides as they were read, for code that reads them again; absent if there are no files. */
  readonly inputs?: InferredSide;
  readonly outputs?: InferredSide;
  readonly params?: PythonValue;
  /** The parts that were not inferred from these files: edited by hand, or declared by a loaded model. */
  readonly declared: readonly SignaturePart[];
  /** The text of the MLmodel file that was given; null if there is none. */
  readonly mlmodel: string | null;
}

/** One output: how the page and the command name it, and how it is written. Both list what `registry.ts` lists. */
export interface Exporter {
  /** Unique and stable: `python-infer`. */
  readonly id: string;
  /** Its name on the page; null where only the command offers it. */
  readonly label: string | null;
  /** The name of the file that the page downloads. */
  readonly file: string;
  /** `--format`, and `--form` where the format has several. */
  readonly cli: {
    readonly format: string;
    readonly form?: string;
    /** The form that is written where none is asked for. */
    readonly isDefault?: true;
    /** A few words for `--help`. */
    readonly about: string;
  };
  /** It makes use of an MLmodel file that is given. */
  readonly takesMlmodel?: true;
  /** It reads the files again and lets MLflow infer, so it is only true where InferSigner signs. */
  readonly infers?: true;
  /** Throws `InvalidModel` where an MLmodel file is given that is not one. A promise only where a part of the text is loaded late. */
  readonly write: (input: ExportInput) => string | Promise<string>;
}
