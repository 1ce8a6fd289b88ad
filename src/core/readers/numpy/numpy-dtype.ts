import type { Literal } from "./header-literal.ts";

/** A NumPy dtype, as far as a signature and the length of the data depend on it. */
export interface NumpyDtype {
  /** `dtype.name` after MLflow's `clean_tensor_type`: text and bytes without their size. */
  readonly name: string;
  /** Bytes an item. */
  readonly itemsize: number;
  readonly hasObjects: boolean;
  /** Stored with the highest byte first: to NumPy its own dtype, which MLflow's enforcement distinguishes from the native one. */
  readonly isBigEndian?: true;
}

/** `invalid`: `np.dtype` raises; `undecided`: a spelling that NumPy takes, or may take, and that is not written by `np.save`. */
export type DtypeOutcome = NumpyDtype | "invalid" | "undecided";

const SIZES: Readonly<Record<string, readonly number[]>> = { b: [1], i: [1, 2, 4, 8], u: [1, 2, 4, 8], f: [2, 4, 8, 16], c: [8, 16, 32] };
const NUMBER_NAMES: Readonly<Record<string, string>> = { i: "int", u: "uint", f: "float", c: "complex" };

/** NumPy's characters and names of dtypes, by the spelling that has a size. Source: `numpy/_core/_type_aliases.py`, on 64-bit Linux. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  (
    [
      ["b1", "? bool bool_"],
      ["i1", "b byte int8"],
      ["u1", "B ubyte uint8"],
      ["i2", "h short int16"],
      ["u2", "H ushort uint16"],
      ["i4", "i intc int32"],
      ["u4", "I uintc uint32"],
      ["i8", "l q p int int_ intp long longlong int64"],
      ["u8", "L Q P uint uintp ulong ulonglong uint64"],
      ["f2", "e half float16"],
      ["f4", "f single float32"],
      ["f8", "d float double float64"],
      ["f16", "g longdouble float128"],
      ["c8", "F csingle complex64"],
      ["c16", "D complex cdouble complex128"],
      ["c32", "G clongdouble complex256"],
      ["U0", "U str str_"],
      ["S0", "S a bytes bytes_"],
      ["V0", "V void"],
      ["O", "O8 object object_ T"],
    ] as const
  ).flatMap(([spelling, names]) => names.split(" ").map((name) => [name, spelling] as const)),
);

/** The dtype that a header's `descr` describes. Source: `numpy/lib/_format_impl.py descr_to_dtype`. */
export function dtypeFromDescr(descr: Literal): DtypeOutcome {
  if (descr.kind === "str") return dtypeFromText(descr.value);
  if (descr.kind === "list") return structuredDtype(descr.items);
  // A tuple is a dtype with its own shape, and a dict has names, formats and offsets. `np.save` writes neither.
  return descr.kind === "tuple" || descr.kind === "dict" ? "undecided" : "invalid";
}

/** The dtype of a field, which may be a tuple of another dtype and a shape. */
function fieldDtype(descr: Literal): DtypeOutcome {
  if (descr.kind !== "tuple") return dtypeFromDescr(descr);
  const [inner, shape] = descr.items;
  if (inner === undefined || shape === undefined) return "invalid";
  const dtype = fieldDtype(inner);
  if (typeof dtype === "string") return dtype;
  const repeats = repeatsOf(shape);
  if (repeats === undefined) return "undecided";
  const itemsize = dtype.itemsize * repeats;
  return { name: voidName(itemsize), itemsize, hasObjects: dtype.hasObjects };
}

function dtypeFromText(spelling: string): DtypeOutcome {
  if (spelling.includes(",") || /^(?:[\d(]|c$)/.test(spelling)) return "undecided";
  const [, word = "", unit] = /^[<>=|]?(\w+|\?)(?:\[([^\]]*)\])?$/.exec(spelling) ?? [];
  if (/^(?:M8?|datetime64)$/.test(word)) return ordered(timeDtype("datetime64", unit), spelling);
  if (/^(?:m8?|timedelta64)$/.test(word)) return ordered(timeDtype("timedelta64", unit), spelling);
  if (unit !== undefined) return "invalid";
  // Only by itself, or with a size, is `a` another name of bytes.
  if (/^[<>=|]a$/.test(spelling)) return "invalid";
  const [, kind = "", bytes = ""] = /^(.)(\d*)$/.exec(ALIASES.get(word) ?? word) ?? [];
  const dtype = sizedDtype(kind === "a" ? "S" : kind, bytes);
  return /^[iufc]$/.test(kind) ? ordered(dtype, spelling) : dtype;
}

/** Notes a foreign byte order; bytes and text have none that MLflow looks at. */
function ordered(dtype: DtypeOutcome, spelling: string): DtypeOutcome {
  return spelling.startsWith(">") && typeof dtype !== "string" && dtype.itemsize > 1 ? { ...dtype, isBigEndian: true } : dtype;
}

function sizedDtype(kind: string, size: string): DtypeOutcome {
  if (kind === "O") return { name: "object", itemsize: 8, hasObjects: true };
  if (size === "") return "invalid";
  const itemsize = Number(size);
  if (kind === "U") return plain("str", itemsize * 4);
  if (kind === "S") return plain("bytes", itemsize);
  if (kind === "V") return plain(voidName(itemsize), itemsize);
  if (!SIZES[kind]?.includes(itemsize)) return "invalid";
  return plain(kind === "b" ? "bool" : `${NUMBER_NAMES[kind]}${itemsize * 8}`, itemsize);
}

function timeDtype(base: "datetime64" | "timedelta64", unit: string | undefined): DtypeOutcome {
  if (unit === undefined || unit === "generic") return plain(base, 8);
  const [, multiple = "", name] = /^(\d*)(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)$/.exec(unit) ?? [];
  if (name === undefined) return unit.includes("/") ? "undecided" : "invalid";
  return plain(`${base}[${multiple === "1" ? "" : multiple}${name}]`, 8);
}

/** Fields one after another; padding has no name and counts only in the size. */
function structuredDtype(fields: readonly Literal[]): DtypeOutcome {
  const names = new Set<string>();
  let itemsize = 0;
  let hasObjects = false;
  for (const field of fields) {
    if (field.kind !== "tuple" && field.kind !== "list") return "invalid";
    const [name, descr, shape] = field.items;
    if (name === undefined || descr === undefined || field.items.length > 3) return "invalid";
    const dtype = fieldDtype(descr);
    if (typeof dtype === "string") return dtype;
    const repeats = shape === undefined ? 1 : repeatsOf(shape);
    if (repeats === undefined) return "undecided";
    const label = labelOf(name);
    const isPadding = label === "" && dtype.name.startsWith("void");
    if (label === undefined || (!isPadding && names.has(label))) return "invalid";
    names.add(label);
    itemsize += dtype.itemsize * repeats;
    hasObjects ||= dtype.hasObjects;
  }
  return { name: voidName(itemsize), itemsize, hasObjects };
}

/** A field's name, which may be in a tuple after its title. */
function labelOf(name: Literal): string | undefined {
  if (name.kind === "str") return name.value;
  const second = name.kind === "tuple" && name.items.length === 2 ? name.items[1] : undefined;
  return second?.kind === "str" ? second.value : undefined;
}

function repeatsOf(shape: Literal): number | undefined {
  const sizes = shape.kind === "tuple" ? shape.items : [shape];
  return sizes.reduce<number | undefined>(
    (product, size) => (product === undefined || size.kind !== "int" || size.value < 0n ? undefined : product * Number(size.value)),
    1,
  );
}

function voidName(itemsize: number): string {
  return itemsize === 0 ? "void" : `void${itemsize * 8}`;
}

function plain(name: string, itemsize: number): NumpyDtype {
  return { name, itemsize, hasObjects: false };
}
