declare module "bz2" {
  // The package is CommonJS: Node's loader gives its exports only as the default.
  const bz2: {
    /** Unpacks one stream of bzip2. Throws where the data are broken. */
    decompress(bytes: Uint8Array, checkCrc?: boolean): Uint8Array;
  };
  export default bz2;
}
