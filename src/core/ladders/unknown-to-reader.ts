import { type Environment, has } from "../environment/environment.ts";
import { text } from "../errors.ts";
import { type ArrowType, arrowTypeName, childFields } from "../evidence/arrow-type.ts";
import type { ColumnEvidence } from "../evidence/dataset.ts";
import type { ColumnName } from "../python/value.ts";
import type { SeriesOutcome } from "./pandas.ts";
import { readRefusal } from "./refusal.ts";

const unexpected = (name: ColumnName, option: string) =>
  readRefusal(name, text`The reader got an unexpected keyword argument '${option}', which pandas has since 2.0.`, "TypeError");

/** A type that pyarrow before 16 does not convert; null where it does. */
function unconverted(type: ArrowType): ArrowType | null {
  if (type.kind === "run_end_encoded" || ((type.kind === "utf8" || type.kind === "binary") && type.layout.endsWith("view"))) return type;
  return (
    childFields(type)
      .map((field) => unconverted(field.type))
      .find((inner) => inner !== null) ?? null
  );
}

/** What an environment's readers do not know and refuse: an option, or a type; null where there is nothing. */
export function unknownToReader(name: ColumnName, evidence: ColumnEvidence, environment: Environment): SeriesOutcome | null {
  if (evidence.kind === "values") return null;
  if (evidence.kind === "parts")
    return evidence.alike.map((one) => unknownToReader(name, one.evidence, environment)).find((refusal) => refusal !== null) ?? null;
  if (!has(environment, "nullableBackend")) {
    const { dtypeBackend } = evidence.kind === "text" ? evidence.options : evidence;
    if (dtypeBackend !== undefined) return unexpected(name, "dtype_backend");
    if (evidence.kind === "text" && (evidence.options.dateFormat ?? null) !== null) return unexpected(name, "date_format");
  }
  if (evidence.kind !== "arrow" || has(environment, "arrowViews")) return null;
  const type = unconverted(evidence.type);
  return type === null
    ? null
    : readRefusal(
        name,
        text`No known equivalent Pandas block for Arrow data of type ${arrowTypeName(type)} is known.`,
        "ArrowNotImplementedError",
      );
}
