import { type Text, text } from "../errors.ts";
import type { ArrowCounts, ArrowEvidence } from "../evidence/arrow-evidence.ts";
import { type ArrowField, type ArrowType, childFields } from "../evidence/arrow-type.ts";
import { isYearless } from "../evidence/python-years.ts";

/**
 * A date that Python has no year for, wherever pyarrow makes dates of Python's: in a column of dates and in lists, structs and maps.
 * Source: `PyDate_FromDateTime` in `arrow/python/datetime.h`.
 */
export function yearlessDate({ type, counts, dictionary }: Pick<ArrowEvidence, "type" | "counts" | "dictionary">): Text | null {
  if (type.kind === "date" && counts.yearless !== undefined)
    return text`Row ${counts.yearless.first.row + 1} has a date outside the years 1 to 9999.`;
  const isHeld =
    type.kind === "dictionary" ? dictionary !== undefined && holdsYearless(type.values, dictionary) : holdsYearless(type, counts);
  return isHeld ? text`A date is outside the years 1 to 9999.` : null;
}

function holdsYearless(type: ArrowType, { yearless, extremes, children }: ArrowCounts): boolean {
  if (type.kind === "date" && type.unit === "day" && extremes !== undefined)
    return isYearless(Number(extremes.min), "day") || isYearless(Number(extremes.max), "day");
  const isWithin = ({ type: child }: ArrowField, index: number) => {
    const inner = children[index];
    return inner !== undefined && holdsYearless(child, inner);
  };
  return yearless !== undefined || childFields(type).some(isWithin);
}
