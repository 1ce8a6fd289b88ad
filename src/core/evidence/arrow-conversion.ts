import { type Text, text } from "../errors.ts";
import { type ArrowField, type ArrowType, arrowTypeName } from "./arrow-type.ts";
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
      return isListItem(type.items.type)
        ? refusalOf(type.items.type, inner)
        : notImplemented(text`Not implemented type for Arrow list to pandas: ${nameOf(type.items)}`);
    case "map":
      return type.entries.type.kind === "struct" ? firstOf(type.entries.type.fields, { isTop: false, timesAreObjects: true }) : null;
    case "struct":
      return firstOf(type.fields, { isTop: false, timesAreObjects: true });
    case "run_end_encoded":
      return refusalOf(type.values.type, place);
    case "dictionary":
      return refusalOf(type.values, inner);
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
 * Why `Table.to_pandas()` raises for a column of the type, whatever it holds; null where it does not.
 *
 * @example conversionRefusal({ kind: "list", layout: "small", items: { name: "item", nullable: true, type: { kind: "fixed_size_binary", byteWidth: 3 } } })
 */
export function conversionRefusal(type: ArrowType): ConversionRefusal | null {
  return refusalOf(type, { isTop: true, timesAreObjects: false });
}
