import { defined } from "../defined.ts";
import { text } from "../errors.ts";
import { type ArrowType, arrowTypeName } from "../evidence/arrow-type.ts";
import { extensionValues } from "./arrow-series.ts";
import type { PreprocessedColumn } from "./frame.ts";
import type { SeriesOutcome } from "./pandas.ts";

/** Types that pandas keeps in Arrow's own form and gives to NumPy only as objects: lists, structs, maps, and dictionaries of text. */
const isObject = (type: ArrowType): boolean =>
  ["list", "fixed_size_list", "struct", "map"].includes(type.kind) || (type.kind === "dictionary" && type.values.kind === "utf8");

/**
 * A column as an array is made of it. Nested types under `dtype_backend="pyarrow"` have a dtype of which MLflow's answer is not proved;
 * NumPy's is: `ArrowExtensionArray.to_numpy` gives objects.
 */
export function arrayBacked({ outcome, evidence }: PreprocessedColumn): SeriesOutcome {
  if (outcome.kind !== "undecided" || evidence?.kind !== "arrow" || evidence.dtypeBackend !== "pyarrow") return outcome;
  const { type, counts } = evidence;
  if (!isObject(type)) return outcome;
  const name = `${arrowTypeName(type)}[pyarrow]`;
  return {
    kind: "series",
    series: {
      name: outcome.name,
      dtype: { name, kind: "O", itemsize: 8 },
      length: counts.length,
      ...defined({ missing: counts.nulls }),
      values: extensionValues(evidence),
      steps: [{ from: arrowTypeName(type), to: name, because: text`The column is kept in an extension dtype.` }],
    },
  };
}
