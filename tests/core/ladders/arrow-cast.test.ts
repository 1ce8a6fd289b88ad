import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ArrowType } from "../../../src/core/evidence/arrow-type.ts";
import { castToArrow } from "../../../src/core/ladders/arrow-cast.ts";

const LONG = { name: "a", nullable: true, type: { kind: "int", bits: 64, signed: true } } as const;
const int = (bits: number, signed: boolean): ArrowType => ({ kind: "int", bits, signed });
const TYPES: Readonly<Record<string, ArrowType>> = {
  bool: { kind: "bool" },
  int8: int(8, true),
  int16: int(16, true),
  int32: int(32, true),
  int64: int(64, true),
  uint8: int(8, false),
  uint16: int(16, false),
  uint32: int(32, false),
  uint64: int(64, false),
  halffloat: { kind: "float", bits: 16 },
  float: { kind: "float", bits: 32 },
  double: { kind: "float", bits: 64 },
  string: { kind: "utf8", layout: "small" },
  string_view: { kind: "utf8", layout: "view" },
  binary: { kind: "binary", layout: "small" },
  binary_view: { kind: "binary", layout: "view" },
  "fixed_size_binary[3]": { kind: "fixed_size_binary", byteWidth: 3 },
  "decimal128(5, 2)": { kind: "decimal", bits: 128, precision: 5, scale: 2 },
  "date32[day]": { kind: "date", unit: "day" },
  "date64[ms]": { kind: "date", unit: "ms" },
  "time32[s]": { kind: "time", bits: 32, unit: "s" },
  "time64[us]": { kind: "time", bits: 64, unit: "us" },
  "timestamp[us]": { kind: "timestamp", unit: "us", timezone: null },
  "duration[ns]": { kind: "duration", unit: "ns" },
  month_day_nano_interval: { kind: "interval", unit: "month_day_nano" },
  struct: { kind: "struct", fields: [LONG] },
  null: { kind: "null" },
};

/**
 * What pyarrow 25.0.1 makes of each type under each alias: `refused` by `ArrowNotImplementedError`, `overflows` where an integer's extremes do not
 * fit; and which casts Signet leaves open.
 */
interface Casts {
  readonly aliases: readonly string[];
  readonly types: Readonly<
    Record<string, { readonly refused: readonly string[]; readonly overflows: readonly string[]; readonly open: readonly string[] }>
  >;
}

const { aliases, types }: Casts = JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "arrow-casts.json"), "utf8"));

describe("castToArrow", () => {
  it.each(Object.entries(types))("casts %s as pyarrow does", (name, { refused, overflows, open }) => {
    const type = TYPES[name];
    if (type === undefined) throw new Error(`${name} has no type here`);
    const found = Object.fromEntries(aliases.map((alias) => [alias, castToArrow(type, alias)]));
    const expected = aliases.map((alias) => [alias, refused.includes(alias) ? "refused" : open.includes(alias) ? "open" : "kept"]);
    expect(found).toEqual(Object.fromEntries(expected));
    for (const alias of overflows) expect(found[alias], alias).toBe("open");
  });

  it("leaves dictionaries open, but to their own name", () => {
    const type: ArrowType = { kind: "dictionary", id: 0n, index: int(8, true), values: { kind: "utf8", layout: "small" }, ordered: false };
    expect(castToArrow(type, "string")).toBe("open");
    expect(castToArrow(type, "dictionary<values=string, indices=int8, ordered=0>")).toBe("kept");
  });
});
