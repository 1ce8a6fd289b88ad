import type { ByteSource } from "../../bytes/byte-source.ts";
import type { PartContext } from "../progress.ts";
import { type FloatBuffer, type FloatColumn, scanFloats } from "./float-scan.ts";

/** Looks through some buffers of floats, in the order of the file. Buffers of one column share one object, on both sides of a thread's border. */
export interface FloatPartTask {
  readonly kind: "floats";
  readonly buffers: readonly FloatBuffer[];
  readonly bigEndian: boolean;
}

/** The first NaN among the buffers of each column, -1 if there is none, in the order in which the task names the columns. */
export interface FloatPart {
  readonly kind: "floats";
  readonly firstNans: readonly number[];
}

/** The columns of buffers, in the order in which they first come. */
export const columnsOf = (buffers: readonly FloatBuffer[]): readonly FloatColumn[] => [...new Set(buffers.map(({ column }) => column))];

/** Does one task. Rejects with `UnreadableFile` where a buffer is too short, or where the bytes cannot be had. */
export async function scanFloatPart(source: ByteSource, { buffers, bigEndian }: FloatPartTask, context: PartContext): Promise<FloatPart> {
  await scanFloats(source, buffers, bigEndian, context);
  return { kind: "floats", firstNans: columnsOf(buffers).map(({ firstNan }) => firstNan) };
}
