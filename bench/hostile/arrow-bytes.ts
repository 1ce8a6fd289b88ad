import { Dictionary, Int32, Int64, makeVector, Table, tableToIPC, Utf8, vectorFromArray } from "apache-arrow";

/** A small table with integers, texts and a dictionary, as an Arrow file. */
function smallArrow(): Uint8Array {
  const columns = {
    a: makeVector({ type: new Int64(), data: BigInt64Array.of(1n, 2n, 3n), length: 3, nullCount: 0, nullBitmap: null }),
    b: vectorFromArray(["x", "y", null], new Utf8()),
    c: vectorFromArray(["k", "l", "k"], new Dictionary(new Utf8(), new Int32())),
  };
  return tableToIPC(new Table(columns), "file");
}

/** A file of one integer column in very many batches. */
export function manyBatches(count: number): Uint8Array {
  const one = new Table({ a: makeVector(Int32Array.of(1, 2)) });
  const batches = Array.from({ length: count }, () => one.batches[0] as NonNullable<(typeof one.batches)[0]>);
  return tableToIPC(new Table(batches), "file");
}

/** The file once for each of its words of four bytes, with that one 2^31 - 1: among them are all counts, lengths and offsets. */
export function lyingArrows(): readonly Uint8Array[] {
  const whole = smallArrow();
  return Array.from({ length: Math.floor(whole.length / 4) }, (_, word) => {
    const bytes = whole.slice();
    new DataView(bytes.buffer).setInt32(word * 4, 2 ** 31 - 1, true);
    return bytes;
  });
}
