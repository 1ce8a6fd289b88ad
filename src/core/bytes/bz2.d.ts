declare module "bz2" {
  /** Unpacks one stream of bzip2. Throws where the data are broken. */
  export function decompress(bytes: Uint8Array, checkCrc?: boolean): Uint8Array;
}
