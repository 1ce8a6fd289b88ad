/** The cells of one line, as ranges of `bytes`; valid only during the call. */
export interface LineSink {
  /** One line of the file with its cells. Returns true to end the reading here. */
  line(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, count: number, fileLine: number): boolean;
}
