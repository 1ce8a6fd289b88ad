import { text } from "../errors.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import { isFallback } from "../mlflow/fallback.ts";
import type { ColumnType } from "../mlflow/types.ts";
import type { Problem } from "../signers/signer.ts";
import { namesOf, type ProblemContext } from "./context.ts";
import { problem } from "./make-problem.ts";

/** So many places are named in a sentence. */
const MOST_PLACES = 3;

/** Where a type is `any`, as a path: `messages[].additional_kwargs.refusal`. */
function anyPlaces(type: ColumnType, path: string): readonly string[] {
  switch (type.kind) {
    case "any":
      return [path];
    case "array":
      return anyPlaces(type.items, `${path}[]`);
    case "map":
      return anyPlaces(type.values, `${path}{}`);
    case "object":
      return type.properties.flatMap((property) => anyPlaces(property.type, path === "" ? property.name : `${path}.${property.name}`));
    default:
      return [];
  }
}

/** Columns and properties that MLflow types `any`, since the file has only nulls and empty lists there. Source: `_infer_colspec_type`. */
export function anyTypesRule(context: ProblemContext): readonly Problem[] {
  const { schema, failure, specs, isGiven } = context.result;
  if (schema === null || failure !== null || isGiven === true || isFallback(schema)) return [];
  const found = specs.flatMap((report) => {
    const { spec, name } = report;
    if (spec?.kind !== "column") return [];
    const places = anyPlaces(spec.type, name === undefined ? "" : columnLabel(name));
    return places.length === 0 ? [] : [{ report, places }];
  });
  if (found.length === 0) return [];
  const places = found.flatMap(({ places }) => places).map((place) => (place === "" ? "The data" : `\`${place}\``));
  const more = places.length - MOST_PLACES;
  const subject = `${places.slice(0, MOST_PLACES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const message = text`${subject} ${places.length === 1 ? "is" : "are"} typed \`any\`, because the file has only nulls or empty lists there: MLflow then accepts every value. Use an example with values there, or set the type by hand.`;
  return [
    problem(context, "any-types", "warns", namesOf(found.flatMap(({ report }) => (report.name === undefined ? [] : [report]))), message),
  ];
}
