import type { ByteSource } from "../bytes/byte-source.ts";
import type { Progress } from "./progress.ts";
import type { ReadContext } from "./reader.ts";

/** The progress of several files as that of one, whichever of them is read when. */
export class PartsProgress {
  private readonly parts: { bytes: number; rows: number }[];
  private readonly tell: ((progress: Progress) => void) | undefined;
  private readonly byteLength: number;
  private bytes = 0;
  private rows = 0;

  constructor(sources: readonly ByteSource[], tell: ((progress: Progress) => void) | undefined) {
    this.parts = sources.map(() => ({ bytes: 0, rows: 0 }));
    this.byteLength = sources.reduce((sum, { byteLength }) => sum + byteLength, 0);
    this.tell = tell;
  }

  /** The progress of the reader of the part `index`; nothing if nobody listens. */
  of(index: number): Pick<ReadContext, "onProgress"> {
    const { tell } = this;
    const part = this.parts[index];
    if (tell === undefined || part === undefined) return {};
    return {
      onProgress: ({ bytes, rows }) => {
        this.bytes += bytes - part.bytes;
        this.rows += rows - part.rows;
        part.bytes = bytes;
        part.rows = rows;
        tell({ bytes: this.bytes, byteLength: this.byteLength, rows: this.rows });
      },
    };
  }
}
