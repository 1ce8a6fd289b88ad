import { text } from "../../errors.ts";
import type { Note, TensorEvidence } from "../../evidence/dataset.ts";
import type { NpyHeader } from "./npy-header.ts";

/** An array of an archive; `data` only where they are few bytes. */
export interface ArrayFile {
  readonly header: NpyHeader;
  readonly data: Uint8Array | undefined;
}

type Arrays = ReadonlyMap<string, ArrayFile>;

/** The note that `scipy.sparse.save_npz` wrote the archive, and in which format. Source: `scipy/sparse/_matrix_io.py`. */
export function sparseNote(arrays: Arrays): Note | undefined {
  const format = sparseFormat(arrays);
  if (format === undefined) return undefined;
  const advice = sparseMatrix(arrays)
    ? text`Read as one matrix, as scipy.sparse.load_npz does, it is a tensor.`
    : text`MLflow accepts csr and csc matrices only.`;
  return { kind: "scipy-sparse", message: text`scipy.sparse.save_npz wrote this archive, a ${format} matrix. ${advice}` };
}

/** The csr or csc matrix of the archive, as MLflow sees it; undefined for other forms, and for scipy's sparse arrays. */
export function sparseMatrix(arrays: Arrays): TensorEvidence | undefined {
  const sparse = sparseFormat(arrays);
  const data = arrays.get("data");
  const shape = arrays.get("shape");
  if ((sparse !== "csr" && sparse !== "csc") || data === undefined || shape?.data === undefined || arrays.has("_is_array"))
    return undefined;
  const view = new DataView(shape.data.buffer, shape.data.byteOffset, shape.data.byteLength);
  const sizes = Array.from({ length: Math.floor(view.byteLength / 8) }, (_, index) => Number(view.getBigInt64(index * 8, true)));
  return sizes.length === 2 ? { dtype: data.header.dtype.name, shape: sizes, sparse } : undefined;
}

function sparseFormat(arrays: Arrays): string | undefined {
  const format = arrays.get("format");
  if (format?.data === undefined || !arrays.has("shape") || !arrays.has("data")) return undefined;
  // Python 3 writes bytes, Python 2's numpy text: either way ASCII, padded with zeros.
  const letters = new TextDecoder("latin1").decode(format.data).replaceAll("\0", "");
  return /^(?:csr|csc|bsr|dia|coo)$/.test(letters) ? letters : undefined;
}
