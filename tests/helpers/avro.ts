/** Zig-zag, in seven bits at a time. */
export function avroLong(value: bigint): number[] {
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  const bytes: number[] = [];
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

export const avroString = (text: string) => [...avroLong(BigInt(Buffer.byteLength(text))), ...Buffer.from(text)];

const AVRO_SYNC = Array.from({ length: 16 }, (_, index) => index);

/** An Avro object container file of one block; `codec`: null for a header that names none. */
export function avroFile(
  schema: unknown,
  block: Uint8Array | readonly number[],
  count: bigint,
  { codec = "null", sync = AVRO_SYNC }: { readonly codec?: string | null; readonly sync?: readonly number[] } = {},
): Uint8Array {
  const entries = [["avro.codec", codec] as const, ["avro.schema", JSON.stringify(schema)] as const].filter(([, value]) => value !== null);
  const metadata = entries.flatMap(([key, value]) => [...avroString(key), ...avroString(String(value))]);
  return new Uint8Array([
    ...Buffer.from("Obj\u0001"),
    ...avroLong(BigInt(entries.length)),
    ...metadata,
    ...avroLong(0n),
    ...AVRO_SYNC,
    ...avroLong(count),
    ...avroLong(BigInt(block.length)),
    ...block,
    ...sync,
  ]);
}
