import { type Environment, has } from "../environment/environment.ts";
import type { ColumnType, ParamSchema, Schema } from "./types.ts";

/** The first type, however deep, that an environment's MLflow does not have. */
function unknownIn(type: ColumnType, environment: Environment): ColumnType["kind"] | null {
  switch (type.kind) {
    case "scalar":
      return null;
    case "any":
      return has(environment, "anyType") ? null : "any";
    case "array":
      return has(environment, "nestedTypes") ? unknownIn(type.items, environment) : "array";
    case "object": {
      if (!has(environment, "nestedTypes")) return "object";
      const inside = type.properties.map((property) => unknownIn(property.type, environment));
      return inside.find((kind) => kind !== null) ?? null;
    }
    case "map":
      return has(environment, "maps") ? unknownIn(type.values, environment) : "map";
    case "sparkml_vector":
      return has(environment, "sparkVectors") ? null : "sparkml_vector";
  }
}

/** The first type of a schema that an environment's MLflow cannot load; null where it loads. */
export function unknownType(schema: Schema | null, environment: Environment): ColumnType["kind"] | null {
  if (schema?.kind !== "columns") return null;
  return schema.specs.map(({ type }) => unknownIn(type, environment)).find((kind) => kind !== null) ?? null;
}

/** Why an environment's MLflow cannot load a params schema; null where it does. */
export function unknownParam(schema: ParamSchema | null, environment: Environment): "params" | "object" | null {
  if (schema === null) return null;
  if (!has(environment, "params")) return "params";
  return schema.params.some(({ type }) => type.kind === "object") && !has(environment, "dictParams") ? "object" : null;
}
