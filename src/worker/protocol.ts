import type { ErrorData } from "../core/errors.ts";
import type { Handing } from "../core/python/handing.ts";
import type { PythonValue } from "../core/python/value.ts";
import type { OpenedFile } from "../core/readers/opened-file.ts";
import type { Progress } from "../core/readers/progress.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import type { SideProfile } from "../core/sign.ts";
import type { SigningResult } from "../core/signers/signer.ts";

/** A File by what the worker needs of it; structured clone carries the Blob by reference, not by bytes. */
export interface FilePart {
  readonly name: string;
  readonly blob: Blob;
}

/** The sides whose evidence the worker keeps, so that signing again never reads again. */
export type DataSide = "inputs" | "outputs";

/** To the worker. Every `read`, `sign` and `profile` is answered once, by its id. */
export type WorkerRequest =
  /** Threads that read parts of large files, by the ports through which they take tasks. */
  | { readonly kind: "crew"; readonly ports: readonly MessagePort[] }
  | {
      readonly kind: "read";
      readonly id: number;
      readonly side: DataSide;
      readonly files: readonly FilePart[];
      readonly settings: ReadSettings;
    }
  /** Signs what is held; `settings` change casts and `to` alone, which need no new reading. */
  | {
      readonly kind: "sign";
      readonly id: number;
      readonly sides: Readonly<Partial<Record<DataSide, Handing>>>;
      readonly params?: PythonValue;
    }
  /** Reads the files of a side again, for how its columns are distributed; answered with `Aborted` where the side is read anew or forgotten. */
  | { readonly kind: "profile"; readonly id: number; readonly side: DataSide }
  | { readonly kind: "forget"; readonly side: DataSide }
  | { readonly kind: "cancel"; readonly id: number };

/** What the page is told of a side that was read: everything but the evidence, which stays in the worker. */
export type ReadSummary = Omit<OpenedFile, "dataset"> & {
  readonly datasetKind: "table" | "tensors" | "value";
  readonly rowCount: number | null;
};

/** From the worker. */
export type WorkerResponse =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly id: number; readonly progress: Progress }
  | { readonly kind: "read"; readonly id: number; readonly summary: ReadSummary }
  | { readonly kind: "signed"; readonly id: number; readonly result: SigningResult }
  | { readonly kind: "profiled"; readonly id: number; readonly profile: SideProfile }
  | { readonly kind: "failed"; readonly id: number; readonly error: ErrorData };
