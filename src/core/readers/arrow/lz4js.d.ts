declare module "lz4js" {
  /** Decompresses LZ4 frames; `maxSize` bounds the output. */
  export function decompress(bytes: Uint8Array, maxSize?: number): Uint8Array;
  /** Decompresses one LZ4 block into `target`; returns how many bytes were written. */
  export function decompressBlock(
    source: Uint8Array,
    target: Uint8Array,
    sourceStart: number,
    sourceLength: number,
    targetStart: number,
  ): number;
}
