/** How far a read has come. `bytes` counts those of the file as it lies on disk, so that it reaches `byteLength`. */
export interface Progress {
  readonly bytes: number;
  readonly byteLength: number;
  readonly rows: number;
}

/** How a reading is watched. */
export interface Watch {
  /** Checked between chunks; an abort rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called at most some tens of times a second, and once at the end. */
  readonly onProgress?: (progress: Progress) => void;
}

/** How the reading of a part is watched: bytes and rows are the part's own. */
export interface PartContext {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Pick<Progress, "bytes" | "rows">) => void;
}
