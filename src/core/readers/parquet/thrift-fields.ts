import { ThriftStruct } from "./thrift.ts";

const required = (what: string) => new Error(`the field ${what} is missing`);

/** Fields of another type than the format gives them are passed over, as thrift's generated readers do. */
export const numberAt = (struct: ThriftStruct, number: number) => struct.get(number, "number");
export const longAt = (struct: ThriftStruct, number: number) => struct.get(number, "bigint");
export const boolAt = (struct: ThriftStruct, number: number) => struct.get(number, "boolean");
export const bytesAt = (struct: ThriftStruct, number: number) => struct.get(number, "bytes");
export const structAt = (struct: ThriftStruct, number: number) => struct.get(number, "struct");

export function structsAt(struct: ThriftStruct, number: number): readonly ThriftStruct[] | undefined {
  return struct.get(number, "list")?.filter((item) => item instanceof ThriftStruct);
}

/** Bytes as text, whatever they are. */
export const lenientText = new TextDecoder("utf-8", { ignoreBOM: true });
export const textAt = (struct: ThriftStruct, number: number): string | undefined => {
  const bytes = bytesAt(struct, number);
  return bytes === undefined ? undefined : lenientText.decode(bytes);
};

/** The value, or an error that names what is missing: a field that the format requires. */
export function needed<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw required(what);
  return value;
}
