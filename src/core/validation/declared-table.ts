import type { TableColumn, TableDataset } from "../evidence/dataset.ts";
import type { TextEvidence, TextKind } from "../evidence/text-evidence.ts";

const WHOLE: readonly TextKind[] = ["int64", "negativeInt64"];
const FRACTIONS: readonly TextKind[] = ["float", "negativeFloat"];
const WORDS: readonly TextKind[] = ["text", "negativeText", "pythonInt"];

/** Whether what `dtype` makes of the cells depends on numbers of which only the kind was counted. */
function hangsOnNumbers({ kinds, lookedAt }: TextEvidence, dtype: string): boolean {
  const has = (wanted: readonly TextKind[]) => wanted.some((kind) => kinds.has(kind));
  const hasUnseenFractions = lookedAt?.floats !== true && has(FRACTIONS);
  const hasUnseenIntegers = lookedAt?.integers !== true && has(WHOLE);
  // pandas refuses these before it looks at any number.
  if (kinds.has("missing") || has(WORDS)) return false;
  switch (dtype) {
    case "int64":
      // Beside a float all are floats, and the greatest integers are 2⁶³ then, which int64 does not hold.
      return hasUnseenFractions || (has(FRACTIONS) && hasUnseenIntegers);
    case "int32":
    case "bool":
      return hasUnseenFractions || hasUnseenIntegers;
    default:
      return false;
  }
}

const dtypeOf = (dtypes: ReadonlyMap<string, string> | readonly string[], { name }: TableColumn, position: number) =>
  dtypes instanceof Map ? (typeof name === "string" ? dtypes.get(name) : undefined) : (dtypes as readonly string[])[position];

/**
 * A table of text that was read without options, as it would have been counted with `dtype`; null where it has to be read again for that.
 * Kinds of cells are the same under any dtype, so mostly nothing has to.
 */
export function declaredTable(table: TableDataset, dtypes: ReadonlyMap<string, string> | readonly string[]): TableDataset | null {
  const columns: TableColumn[] = [];
  for (const [position, column] of table.columns.entries()) {
    const { evidence } = column;
    if (evidence.kind !== "text") return null;
    const dtype = dtypeOf(dtypes, column, position);
    if (dtype !== undefined && hangsOnNumbers(evidence, dtype)) return null;
    columns.push(dtype === undefined ? column : { ...column, evidence: { ...evidence, options: { ...evidence.options, dtype } } });
  }
  return { ...table, columns };
}
