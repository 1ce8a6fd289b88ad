import type { SourceHandle } from "../core/bytes/byte-source.ts";
import type { ErrorData } from "../core/errors.ts";
import type { PartResult, PartTask } from "../core/readers/part-pool.ts";

/** A file to open. */
export interface PartFile {
  readonly name: string;
  readonly handle: SourceHandle;
}

/** To a part worker, through its port. Every `run` is answered once, by its id. */
export type PartRequest =
  | { readonly kind: "run"; readonly id: number; readonly files: readonly PartFile[]; readonly task: PartTask }
  | { readonly kind: "cancel"; readonly id: number };

/** From a part worker. */
export type PartResponse =
  | { readonly kind: "progress"; readonly id: number; readonly bytes: number; readonly rows: number }
  | { readonly kind: "done"; readonly id: number; readonly result: PartResult }
  | { readonly kind: "failed"; readonly id: number; readonly error: ErrorData };
