import { type Text, text } from "../errors.ts";
import { type ArrowField, type ArrowType, arrowTypeName, childFields } from "./arrow-type.ts";
import { isTimeZone } from "./time-zones.ts";

/** Why pyarrow does not turn a column into pandas. */
export interface ConversionRefusal {
  readonly message: Text;
  readonly pythonError: string;
}

/** Where a type is converted: within a struct or a map, times that are not in nanoseconds become objects; in a list they stay numbers. */
interface Place {
  readonly isTop: boolean;
  readonly timesAreObjects: boolean;
}

const notImplemented = (message: Text): ConversionRefusal => ({ message, pythonError: "ArrowNotImplementedError" });

const nameOf = ({ type, extension }: Pick<ArrowField, "type" | "extension">) =>
  extension === undefined ? arrowTypeName(type) : `extension<${extension}>`;

/** Extension types that pyarrow and pandas register, and the storage that each takes. */
const REGISTERED: ReadonlyMap<string, (storage: ArrowType) => boolean> = new Map<string, (storage: ArrowType) => boolean>([
  ["pandas.period", ({ kind }) => kind === "int"],
  ["pandas.interval", ({ kind }) => kind === "struct"],
  ["arrow.json", ({ kind }) => kind === "utf8"],
  ["arrow.uuid", (type) => type.kind === "fixed_size_binary" && type.byteWidth === 16],
  ["arrow.bool8", (type) => type.kind === "int" && type.bits === 8 && type.signed],
  ["arrow.fixed_shape_tensor", ({ kind }) => kind === "fixed_size_list"],
  ["arrow.opaque", () => true],
]);

const isRegistered = ({ extension }: Pick<ArrowField, "extension">) => extension !== undefined && REGISTERED.has(extension);

/** Whether a field's storage is one that its extension type takes; others than the registered ones take any. */
export function isValidStorage({ type, extension }: Pick<ArrowField, "type" | "extension">): boolean {
  return extension === undefined || REGISTERED.get(extension)?.(type) !== false;
}

/** Whether a list of such items can be converted. Source: `ListTypeSupported` in `arrow/python/arrow_to_pandas.cc`. */
function isListItem(type: ArrowType): boolean {
  switch (type.kind) {
    case "list":
    case "fixed_size_list":
      return isListItem(type.items.type);
    case "utf8":
    case "binary":
      return type.layout !== "view";
    case "decimal":
      return type.bits > 64;
    case "interval":
      return type.unit === "month_day_nano";
    case "fixed_size_binary":
    case "union":
    case "run_end_encoded":
      return false;
    default:
      return true;
  }
}

function firstOf(fields: readonly ArrowField[], place: Place): ConversionRefusal | null {
  for (const { type } of fields) {
    const refusal = refusalOf(type, place);
    if (refusal !== null) return refusal;
  }
  return null;
}

const holdsExtension = (field: ArrowField): boolean => isRegistered(field) || childFields(field.type).some(holdsExtension);

/** Source: `MakeBuilder` in `arrow/builder.cc`, by which a list view is made a list. */
function listRefusal(type: ArrowType & { readonly kind: "list" | "fixed_size_list" }, place: Place): ConversionRefusal | null {
  const { items } = type;
  if (!isListItem(items.type)) return notImplemented(text`Not implemented type for Arrow list to pandas: ${nameOf(items)}`);
  if (type.kind === "list" && type.layout.endsWith("view") && holdsExtension(items))
    return notImplemented(text`MakeBuilder: cannot construct builder for type ${nameOf(items)}`);
  return refusalOf(items.type, place);
}

const isView = (type: ArrowType) => (type.kind === "utf8" || type.kind === "binary") && type.layout === "view";
const isNested = ({ kind }: ArrowType) => ["list", "fixed_size_list", "struct", "map", "dictionary"].includes(kind);

/** Dictionaries within lists and structs are cast to their values, which views and nested types have no cast for. */
function dictionaryRefusal(type: ArrowType & { readonly kind: "dictionary" }, place: Place): ConversionRefusal | null {
  const { values } = type;
  if (!place.isTop && (isView(values) || isNested(values)))
    return notImplemented(text`Unsupported cast from ${arrowTypeName(type)} to ${arrowTypeName(values)}`);
  return refusalOf(values, { ...place, isTop: false });
}

/** Source: `run_end_decode` in `arrow/compute/kernels/vector_run_end_encode.cc`. */
function runsRefusal({ values }: ArrowType & { readonly kind: "run_end_encoded" }, place: Place): ConversionRefusal | null {
  const { type } = values;
  return isView(type) || isNested(type) || isRegistered(values)
    ? notImplemented(text`Function 'run_end_decode' has no kernel matching input types ${nameOf(values)}`)
    : refusalOf(type, place);
}

/** Source: `GetPandasWriterType` and `ObjectWriterVisitor` in `arrow/python/arrow_to_pandas.cc`. */
function refusalOf(type: ArrowType, place: Place): ConversionRefusal | null {
  const inner = { ...place, isTop: false };
  switch (type.kind) {
    case "union":
      return notImplemented(text`No known equivalent Pandas block for Arrow data of type ${arrowTypeName(type)} is known.`);
    case "interval":
      return type.unit === "month_day_nano"
        ? null
        : notImplemented(text`No known equivalent Pandas block for Arrow data of type ${arrowTypeName(type)} is known.`);
    case "list":
    case "fixed_size_list":
      return listRefusal(type, inner);
    case "map":
      return type.entries.type.kind === "struct" ? firstOf(type.entries.type.fields, { isTop: false, timesAreObjects: true }) : null;
    case "struct":
      return firstOf(type.fields, { isTop: false, timesAreObjects: true });
    case "run_end_encoded":
      return runsRefusal(type, place);
    case "dictionary":
      return dictionaryRefusal(type, place);
    case "timestamp": {
      const isLookedUp = place.isTop || (place.timesAreObjects && type.unit !== "ns");
      return type.timezone === null || !isLookedUp || isTimeZone(type.timezone)
        ? null
        : { message: text`No time zone is called ${type.timezone}.`, pythonError: "ArrowInvalid" };
    }
    default:
      return null;
  }
}

/**
 * Why `Table.to_pandas()` raises for a column of the type, whatever it has; null where it does not.
 *
 * @example conversionRefusal({ kind: "list", layout: "small", items: { name: "item", nullable: true, type: { kind: "fixed_size_binary", byteWidth: 3 } } })
 */
export function conversionRefusal(type: ArrowType): ConversionRefusal | null {
  return refusalOf(type, { isTop: true, timesAreObjects: false });
}
