import { SignetError, text } from "../../errors.ts";
import type { ArrowCounts } from "../../evidence/arrow-evidence.ts";
import { type ArrowType, childFields } from "../../evidence/arrow-type.ts";

/**
 * Throws `UnreadableFile` where a struct that has a value has a field whose name is not UTF-8: Python makes a dict of it. Names of lists' items and of
 * maps' entries are not looked at. Source: `ConvertStruct` in `arrow/python/arrow_to_pandas.cc`.
 */
export function checkStructNames(type: ArrowType, { length, nulls, children }: ArrowCounts, column: string): void {
  const fields = childFields(type);
  if (type.kind === "struct" && length > (nulls?.count ?? 0) && fields.some(({ isUndecodable }) => isUndecodable))
    throw new SignetError("UnreadableFile", text`The column ${column} has structs with a field whose name is not UTF-8.`, {
      pythonError: "UnicodeDecodeError",
      place: { column },
      remedy: "Write the file again.",
    });
  for (const [index, field] of fields.entries()) {
    const counts = children[index];
    if (counts !== undefined) checkStructNames(field.type, counts, column);
  }
}
