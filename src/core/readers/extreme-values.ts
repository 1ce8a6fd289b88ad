import type { ArrowType } from "../evidence/arrow-type.ts";
import type { Extremes } from "../evidence/extremes.ts";

/** Whether the extremes of a type's values decide anything that its dtype does not: integers, and times. */
export function hasExtremes({ kind }: ArrowType): boolean {
  return kind === "int" || kind === "timestamp" || kind === "duration" || kind === "date";
}

/** Least and greatest of whole numbers; numbers and bigints are compared as what they are, since making bigints of all would be slow. */
export class ExtremeValues {
  private min: number | bigint | undefined;
  private max: number | bigint | undefined;
  private readonly unsignedBits: number | null;

  /** `unsignedBits`: how many bits of a value that is stored as signed are an unsigned integer; null where it is signed. */
  constructor(type: ArrowType) {
    this.unsignedBits = type.kind === "int" && !type.signed ? type.bits : null;
  }

  add(value: unknown): void {
    if (typeof value !== "bigint" && typeof value !== "number") return;
    const seen = this.unsignedBits !== null && value < 0 ? BigInt.asUintN(this.unsignedBits, BigInt(value)) : value;
    if (this.min === undefined || seen < this.min) this.min = seen;
    if (this.max === undefined || seen > this.max) this.max = seen;
  }

  /** Undefined where nothing was seen. */
  extremes(): Extremes | undefined {
    if (this.min === undefined || this.max === undefined) return undefined;
    return { min: BigInt(this.min), max: BigInt(this.max) };
  }
}

/** The extremes of a buffer of fixed-width integers in the machine's byte order; `isValid` says which of its slots are filled. */
export function bufferExtremes(data: DataView, type: ArrowType, length: number, isValid: (slot: number) => boolean): Extremes | undefined {
  const width = integerWidth(type);
  const values = new ExtremeValues(type);
  for (let slot = 0; slot < length; slot++) {
    if (!isValid(slot)) continue;
    const at = slot * width;
    if (width === 8) values.add(data.getBigInt64(at, true));
    else values.add(width === 4 ? data.getInt32(at, true) : width === 2 ? data.getInt16(at, true) : data.getInt8(at));
  }
  return values.extremes();
}

/** Bytes an integer or a time takes in an Arrow buffer. */
export function integerWidth(type: ArrowType): 1 | 2 | 4 | 8 {
  if (type.kind === "date") return type.unit === "day" ? 4 : 8;
  if (type.kind !== "int") return 8;
  // Arrow has integers only of these widths.
  return (type.bits / 8) as 1 | 2 | 4 | 8;
}
