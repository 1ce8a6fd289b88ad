/** Whether two little-endian bytes are a half-precision NaN: exponent all ones, fraction not zero (IEEE 754). */
export function isNanHalf(bytes: Uint8Array): boolean {
  return bytes.length === 2 && ((((bytes[1] as number) << 8) | (bytes[0] as number)) & 0x7fff) > 0x7c00;
}
