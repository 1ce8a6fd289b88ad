import type { ArrowType } from "../../evidence/arrow-type.ts";

const INTERVAL_BITS: Readonly<Record<string, number>> = { year_month: 32, day_time: 64, month_day_nano: 128 };

/** How many bits each value of a type has, where all have as many; undefined for others. Source: Arrow's columnar format, fixed-size primitive layout. */
export function bitsOf(type: ArrowType): number | undefined {
  switch (type.kind) {
    case "bool":
      return 1;
    case "int":
    case "float":
    case "decimal":
    case "time":
      return type.bits;
    case "date":
      return type.unit === "day" ? 32 : 64;
    case "timestamp":
    case "duration":
      return 64;
    case "interval":
      return INTERVAL_BITS[type.unit];
    case "fixed_size_binary":
      return type.byteWidth * 8;
    case "dictionary":
      return bitsOf(type.index);
    default:
      return undefined;
  }
}
