/** How far a read has come. `bytes` counts those of the file as it lies on disk, so that it reaches `byteLength`. */
export interface Progress {
  readonly bytes: number;
  readonly byteLength: number;
  readonly rows: number;
}
