import type { ByteSource } from "../bytes/byte-source.ts";
import type { Progress } from "./progress.ts";
import type { ReadContext } from "./reader.ts";

/** The progress of several files as that of one, whichever of them is read when. */
export class PartsProgress {
  private readonly parts: { bytes: number; rows: number }[];
  private readonly report: ((progress: Progress) => void) | undefined;
  private readonly byteLength: number;
  private bytes = 0;
  private rows = 0;

  /** The place of the first part that {@link of} is asked for where parts are read after a first file. */
  readonly firstPart: number;

  constructor(sources: readonly ByteSource[], report: ((progress: Progress) => void) | undefined, firstPart = 1) {
    this.firstPart = firstPart;
    this.parts = report === undefined ? [] : sources.map(() => ({ bytes: 0, rows: 0 }));
    this.byteLength = sources.reduce((sum, { byteLength }) => sum + byteLength, 0);
    this.report = report;
  }

  /** The progress of the reader of the part `index`; nothing if nobody listens. */
  of(index: number): Pick<ReadContext, "onProgress"> {
    const { report } = this;
    const part = this.parts[index];
    if (report === undefined || part === undefined) return {};
    return {
      onProgress: ({ bytes, rows }) => {
        this.bytes += bytes - part.bytes;
        this.rows += rows - part.rows;
        part.bytes = bytes;
        part.rows = rows;
        report({ bytes: this.bytes, byteLength: this.byteLength, rows: this.rows });
      },
    };
  }
}
