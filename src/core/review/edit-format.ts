import * as z from "zod";
import type { Edit, PathStep } from "../edit/edit.ts";
import { errorToData, renderText, SignetError } from "../errors.ts";
import { makeSchema } from "../mlflow/schema.ts";
import {
  paramSchemaFromValue,
  paramSchemaToValue,
  schemaFromValue,
  schemaToJson,
  typeFromValue,
  typeToValue,
} from "../mlflow/signature-json.ts";
import type { ColumnType, ParamSpec, Property, Schema } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import { jsonLoads } from "../python/json-loads.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";

// The page's policy forbids eval, which zod would otherwise try for speed, and be refused with a report to the user.
z.config({ jitless: true });

/** Limits that no honest review meets, so that a made-up one can neither fill the memory nor hang the page. */
export const MOST_ROWS = 200_000;
const LONG_TEXT = 20_000_000;
const SHORT_TEXT = 4_000;

export const short = z.string().max(SHORT_TEXT);
const long = z.string().max(LONG_TEXT);

/** Any value but undefined, which zod passes to codecs for keys that an object does not have. */
export const present = <Value>() => z.custom<Value>((value) => value !== undefined);

/** A text that another notation is in: parsed on the way in, written on the way out. */
export function written<Value>(parse: (source: string) => Value, write: (value: Value) => string) {
  return z.codec(long, present<Value>(), {
    decode: (source, context) => {
      try {
        return parse(source);
      } catch (error) {
        context.issues.push({ code: "custom", input: source, message: renderText(errorToData(error).message) });
        return z.NEVER;
      }
    },
    encode: write,
  });
}

/** MLflow takes any shape from JSON; what is not a whole number could not be written again. */
function wholeDimensions(schema: Schema): Schema {
  for (const spec of schema.specs)
    if (spec.kind === "tensor" && !spec.shape.every((dimension) => Number.isSafeInteger(dimension)))
      throw new SignetError("InvalidModel", "A dimension of a tensor is not a whole number.");
  return schema;
}

const columnType = written<ColumnType>(
  (source) => typeFromValue(jsonLoads(source)),
  (type) => jsonDumps(typeToValue(type)),
);
export const columnSchema = written<Schema>(
  (source) => wholeDimensions(schemaFromValue(jsonLoads(source))),
  (schema) => schemaToJson(schema),
);
const dataSide = z.enum(["inputs", "outputs"]);
export const editSide = z.enum(["inputs", "outputs", "params"]);
export const key = short;
/** Columns that are dropped, made optional or have a problem: names as pandas has them. */
export const names = written<readonly ColumnName[]>(
  (source) => {
    const value = jsonLoads(source);
    if (!Array.isArray(value)) throw new SignetError("InvalidModel", "The columns are not a list.");
    // JSON's values are the names that pandas' frames can have, dicts aside, which no column is called.
    return value.filter((name: PythonValue) => !(name instanceof Map)) as readonly ColumnName[];
  },
  (value) => jsonDumps(value as readonly PythonValue[]),
);
const keys = z.array(key).max(MOST_ROWS);
const pathStep: z.ZodType<PathStep> = z.union([z.enum(["items", "values"]), z.strictObject({ property: short })]);
const target = z.strictObject({ key, path: z.array(pathStep).max(200).exactOptional() });
const targets = z.array(target).max(MOST_ROWS);
/** A single column or tensor, as a schema of one. */
const oneSpec = written(
  (source) => {
    const [spec, ...more] = wholeDimensions(schemaFromValue(jsonLoads(source))).specs;
    if (spec === undefined || more.length > 0) throw new SignetError("InvalidModel", "An added row is one row.");
    return spec;
  },
  (spec) => schemaToJson(makeSchema([spec.kind === "column" && spec.name === undefined ? { ...spec, required: true } : spec])),
);
const oneParam = written<ParamSpec>(
  (source) => {
    const [param, ...more] = paramSchemaFromValue(jsonLoads(source)).params;
    if (param === undefined || more.length > 0) throw new SignetError("InvalidModel", "An added parameter is one parameter.");
    return param;
  },
  (param) => jsonDumps(paramSchemaToValue({ params: [param] })),
);
const property = written<Property>(
  (source) => {
    const type = typeFromValue(jsonLoads(source));
    const only = type.kind === "object" && type.properties.length === 1 ? type.properties[0] : undefined;
    if (only === undefined) throw new SignetError("InvalidModel", "An added property is one property.");
    return only;
  },
  (one) => jsonDumps(typeToValue({ kind: "object", properties: [one] })),
);

/** An edit as JSON. */
export const EDIT = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("type"), side: dataSide, at: targets, type: columnType }),
  z.strictObject({ kind: z.literal("required"), side: dataSide, at: targets, required: z.boolean() }),
  z.strictObject({
    kind: z.literal("rename"),
    side: editSide,
    names: z.array(z.strictObject({ at: target, name: short.nullable() })).max(MOST_ROWS),
  }),
  z.strictObject({ kind: z.literal("drop"), side: editSide, at: targets }),
  z.strictObject({ kind: z.literal("move"), side: editSide, keys, before: key.nullable() }),
  z.strictObject({ kind: z.literal("add"), side: dataSide, key, spec: oneSpec, before: key.nullable() }),
  z.strictObject({ kind: z.literal("add-property"), side: dataSide, at: target, property }),
  z.strictObject({
    kind: z.literal("tensor"),
    side: dataSide,
    at: targets,
    dtype: short.exactOptional(),
    shape: z.array(z.int()).max(64).exactOptional(),
  }),
  /** Of a parameter: its type, default and shape as a parameter of the name that the key gives. */
  z.strictObject({ kind: z.literal("param"), key, spec: oneParam }),
  z.strictObject({ kind: z.literal("add-param"), key, spec: oneParam, before: key.nullable() }),
]);

type EditFormat = z.output<typeof EDIT>;

/** An edit as the format has it. */
export function editToFormat(edit: Edit): EditFormat {
  switch (edit.kind) {
    case "param": {
      const { kind, key: at, ...value } = edit;
      return { kind, key: at, spec: { name: "", ...value } };
    }
    default:
      // The format's arrays can be written to, which nothing here does.
      return edit as Exclude<EditFormat, { kind: "param" }>;
  }
}

/** The edit that {@link editToFormat} gave. */
export function editFromFormat(edit: EditFormat): Edit {
  if (edit.kind !== "param") return edit;
  const { type, default: value, shape } = edit.spec;
  return { kind: "param", key: edit.key, type, default: value, shape };
}
