/** The package's types cover only its index, which compiles WebAssembly as soon as it is loaded. */
declare module "hyparquet-compressors/src/brotli.js" {
  /** Unpacks a brotli stream of a known length. Throws where it is damaged. */
  export function decompressBrotli(input: Uint8Array, outputLength: number): Uint8Array;
}
