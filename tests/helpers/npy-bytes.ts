/** The bytes of an .npy file: its header as given, its data as zeros. */
export function npyBytes(header: string, { version = 1, dataLength = 0 }: { version?: number; dataLength?: number } = {}): Uint8Array {
  const text = new TextEncoder().encode(`${header}\n`);
  const lengthBytes = version === 1 ? 2 : 4;
  const bytes = new Uint8Array(8 + lengthBytes + text.length + dataLength);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  bytes.set(text, 8 + lengthBytes);
  return bytes;
}

/** The header that `np.save` writes. */
export function npyHeader(descr: string, shape: string, fortranOrder = "False"): string {
  return `{'descr': ${descr}, 'fortran_order': ${fortranOrder}, 'shape': ${shape}, }`;
}
