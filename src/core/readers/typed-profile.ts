import { must } from "../defined.ts";
import type { ArrowType } from "../evidence/arrow-type.ts";
import type { TableDataset } from "../evidence/dataset.ts";
import type { ColumnProfile } from "../profile/column-profile.ts";
import { ColumnProfiler } from "../profile/column-profiler.ts";
import type { ProfileMode } from "../profile/profile-mode.ts";
import { type SketchSizes, sketchSizes } from "../profile/sketch-sizes.ts";

/** Sees a column's values as a decoder gives them: numbers, bigints, booleans, the bytes of texts, and of halves. */
export interface ValueSink {
  add(value: unknown): void;
}

/** As which values a typed column is profiled; null where it is not: times, decimals, bytes, and what has other values. */
export function typedProfileMode(type: ArrowType): ProfileMode | null {
  switch (type.kind) {
    case "int":
      return "integers";
    case "float":
      return "floats";
    case "bool":
    case "utf8":
      return "texts";
    case "dictionary":
      return typedProfileMode(type.values);
    default:
      return null;
  }
}

const encoder = new TextEncoder();
/** As pandas writes them, and as they are in a CSV. */
const [TRUE, FALSE] = [encoder.encode("True"), encoder.encode("False")];

/** The number that a half-precision float stands for. Source: IEEE 754. */
export function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The number of a half-precision float in two bytes, the lower first. */
export const halfOfBytes = (bytes: Uint8Array): number => halfValue(must(bytes[0]) | (must(bytes[1]) << 8));

/** Profiles one column of a typed file, value by value in any order. */
export class TypedProfiler implements ValueSink {
  private readonly profiler: ColumnProfiler;
  /** The bits of an unsigned integer, whose decoder may give it as a signed one; 0 where it is signed. */
  private readonly unsignedBits: number;
  private readonly addKind: (value: unknown) => void;

  constructor(type: ArrowType, mode: ProfileMode, sizes: SketchSizes) {
    const values = type.kind === "dictionary" ? type.values : type;
    this.profiler = new ColumnProfiler(mode, sizes);
    this.unsignedBits = values.kind === "int" && !values.signed ? values.bits : 0;
    this.addKind = { integers: this.addInteger, floats: this.addFloat, texts: this.addText }[mode].bind(this);
  }

  add(value: unknown): void {
    this.addKind(value);
  }

  addMissing(count: number): void {
    this.profiler.addMissing(count);
  }

  profile(): ColumnProfile {
    return this.profiler.profile();
  }

  private addInteger(value: unknown): void {
    if (typeof value === "number") {
      // Fewer than 32 bits are never negative where they are unsigned.
      this.profiler.addSmallInteger(value < 0 && this.unsignedBits > 0 ? value >>> 0 : value);
    } else if (typeof value === "bigint") {
      this.profiler.addInteger(value < 0n && this.unsignedBits > 0 ? BigInt.asUintN(this.unsignedBits, value) : value);
    }
  }

  private addFloat(value: unknown): void {
    if (typeof value === "number") this.profiler.addFloat(value);
    else if (value instanceof Uint8Array) this.profiler.addFloat(halfOfBytes(value));
  }

  private addText(value: unknown): void {
    const bytes = typeof value === "boolean" ? (value ? TRUE : FALSE) : value;
    if (bytes instanceof Uint8Array) this.profiler.addText(bytes, 0, bytes.byteLength);
  }
}

/** A profiler for each of a file's columns, which has rows of `dataset`; null where a column has no profile. */
export function typedProfilers(types: readonly ArrowType[], { columns, rowCount }: TableDataset): readonly (TypedProfiler | null)[] {
  const sizes = sketchSizes(
    rowCount,
    columns.map(({ evidence }) => (evidence.kind === "arrow" ? typedProfileMode(evidence.type) : null)),
  );
  return types.map((type) => {
    const mode = typedProfileMode(type);
    return mode === null ? null : new TypedProfiler(type, mode, sizes);
  });
}
