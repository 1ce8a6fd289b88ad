import type { Reader } from "../reader.ts";
import { hasNpyMagic, NPY_PREFIX_BYTES, npyDataStart, parseNpyHeader, requireData, tensorFromHeader } from "./npy-header.ts";

/** One array, as `np.load(path, allow_pickle=False)` reads it. Its values are never looked at: header and length decide. */
export const npyReader: Reader = {
  kind: "npy",
  extensions: ["npy"],
  hasMagic: true,
  sniff(head) {
    if (!hasNpyMagic(head)) return { confidence: 0, reason: "it lacks the magic of .npy" };
    return { confidence: 1, reason: "it begins with the magic of .npy" };
  },
  async read(source, _settings, { signal, onProgress }) {
    const { name, byteLength } = source;
    const dataStart = npyDataStart(await source.slice(0, Math.min(NPY_PREFIX_BYTES, byteLength)), name);
    signal?.throwIfAborted();
    const header = parseNpyHeader(await source.slice(0, Math.min(dataStart, byteLength)), name);
    requireData(header, byteLength - dataStart, name);
    onProgress?.({ bytes: byteLength, byteLength, rows: header.shape[0] ?? 0 });
    return { kind: "tensors", named: false, tensors: [tensorFromHeader(header)], notes: [] };
  },
};
