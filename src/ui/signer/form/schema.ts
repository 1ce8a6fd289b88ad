import { isDict, isSameJson, type JsonObject, type JsonValue, member, type Scalar } from "./json-value.ts";

/** What every schema may have: a title, a description, and a default. */
interface Described {
  readonly title: string | null;
  readonly description: string | null;
  readonly fallback: JsonValue | undefined;
}

export interface Property {
  readonly name: string;
  readonly schema: FormSchema;
  readonly isRequired: boolean;
}

/** A JSON Schema as far as a form can show it; the rest is `json`, to be typed. */
export type FormSchema = Described &
  (
    | { readonly kind: "const"; readonly value: Scalar }
    | { readonly kind: "choice"; readonly options: readonly Scalar[] }
    | { readonly kind: "boolean" }
    | { readonly kind: "text" }
    | { readonly kind: "number"; readonly isWhole: boolean; readonly least: number | null; readonly most: number | null }
    | { readonly kind: "list"; readonly item: FormSchema }
    | { readonly kind: "object"; readonly properties: readonly Property[] }
    | { readonly kind: "record"; readonly value: FormSchema }
    | { readonly kind: "union"; readonly members: readonly FormSchema[] }
    | { readonly kind: "json" }
  );

export type ObjectSchema = Extract<FormSchema, { kind: "object" }>;
export type UnionSchema = Extract<FormSchema, { kind: "union" }>;

const NOT_DESCRIBED: Described = { title: null, description: null, fallback: undefined };
const ANY_JSON: FormSchema = { kind: "json", ...NOT_DESCRIBED };

/** Up to so many words are offered as a list; more are typed. */
const MOST_WORDS = 1_000;

/** Keywords whose meaning a form cannot show. */
const BEYOND = ["allOf", "not", "if", "prefixItems", "dependentSchemas", "patternProperties"];

const isScalar = (value: unknown): value is Scalar => value === null || ["string", "number", "boolean"].includes(typeof value);

const textOr = (value: unknown): string | null => (typeof value === "string" ? value : null);
const numberOr = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);

function describedBy(schema: Readonly<Record<string, unknown>>): Described {
  return {
    title: textOr(schema.title),
    description: textOr(schema.description),
    // A schema is JSON, and so is whatever is in it.
    fallback: schema.default as JsonValue | undefined,
  };
}

/** The target of a `$ref` within the document: `#/$defs/name`. */
function referred(root: unknown, ref: string): unknown {
  const steps = ref.startsWith("#/") ? ref.slice(2).split("/") : [];
  return steps
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((at, step) => (isDict(at) ? member(at, step) : undefined), root);
}

interface Place {
  readonly root: unknown;
  /** The references that led here, to detect circles. */
  readonly refs: readonly string[];
}

function fromUnion(members: readonly unknown[], described: Described, place: Place): FormSchema {
  const all = members
    .map((one) => convert(one, place))
    // A union without its own name is merged into the union that contains it.
    .flatMap((one) => (one.kind === "union" && one.title === null && one.fallback === undefined ? one.members : [one]));
  return { kind: "union", members: all, ...described };
}

function fromObject(schema: Readonly<Record<string, unknown>>, described: Described, place: Place): FormSchema {
  const { properties, additionalProperties } = schema;
  if (!isDict(properties))
    return { kind: "record", value: isDict(additionalProperties) ? convert(additionalProperties, place) : ANY_JSON, ...described };
  const required = Array.isArray(schema.required) ? schema.required : [];
  return {
    kind: "object",
    properties: Object.entries(properties).map(([name, one]) => ({
      name,
      schema: convert(one, place),
      isRequired: required.includes(name),
    })),
    ...described,
  };
}

function fromType(type: unknown, schema: Readonly<Record<string, unknown>>, described: Described, place: Place): FormSchema {
  switch (type) {
    case "string":
      return { kind: "text", ...described };
    case "boolean":
      return { kind: "boolean", ...described };
    case "null":
      return { kind: "const", value: null, ...described };
    case "number":
    case "integer":
      return { kind: "number", isWhole: type === "integer", least: numberOr(schema.minimum), most: numberOr(schema.maximum), ...described };
    case "array":
      return { kind: "list", item: convert(schema.items, place), ...described };
    case "object":
      return fromObject(schema, described, place);
    default:
      return { kind: "json", ...described };
  }
}

function fromReference(schema: Readonly<Record<string, unknown>>, ref: string, { root, refs }: Place): FormSchema {
  const target = referred(root, ref);
  // A recursive schema has no end: its value is typed.
  const isEndless = refs.includes(ref) || JSON.stringify(target)?.includes(JSON.stringify({ $ref: ref }).slice(1, -1)) === true;
  const found = isEndless ? ANY_JSON : convert(target, { root, refs: [...refs, ref] });
  const { title, description, fallback } = describedBy(schema);
  return {
    ...found,
    title: title ?? found.title,
    description: description ?? found.description,
    fallback: fallback === undefined ? found.fallback : fallback,
  };
}

function convert(schema: unknown, place: Place): FormSchema {
  if (!isDict(schema)) return ANY_JSON;
  const described = describedBy(schema);
  if (typeof schema.$ref === "string") return fromReference(schema, schema.$ref, place);
  if (BEYOND.some((keyword) => keyword in schema)) return { kind: "json", ...described };
  if (isScalar(schema.const)) return { kind: "const", value: schema.const, ...described };
  if (Array.isArray(schema.enum) && schema.enum.length > MOST_WORDS) return { kind: "json", ...described };
  if (Array.isArray(schema.enum)) return { kind: "choice", options: schema.enum.filter(isScalar), ...described };
  const members = schema.oneOf ?? schema.anyOf;
  if (Array.isArray(members) && members.length <= MOST_WORDS) return fromUnion(members, described, place);
  if (Array.isArray(schema.type))
    return fromUnion(
      schema.type.map((type) => ({ ...schema, type, title: undefined, description: undefined, default: undefined })),
      described,
      place,
    );
  return fromType(schema.type, schema, described, place);
}

/**
 * A JSON Schema as a form shows it. Users' own signers write it, so it may be anything: a part that is not a
 * schema, is recursive, or is more than a form can show becomes `json`. Never throws for JSON.
 */
export function formSchemaFrom(schema: unknown): FormSchema {
  return convert(schema, { root: schema, refs: [] });
}

/** A schema in which a property of one of its variants is replaced, wherever that variant is. */
export function withProperty(schema: FormSchema, variant: Scalar, name: string, property: FormSchema): FormSchema {
  const inner = (one: FormSchema) => withProperty(one, variant, name, property);
  if (schema.kind === "union") return { ...schema, members: schema.members.map(inner) };
  if (schema.kind !== "object") return schema;
  const isVariant = schema.properties.some(({ schema: one }) => one.kind === "const" && one.value === variant);
  return {
    ...schema,
    properties: schema.properties.map((one) =>
      isVariant && one.name === name
        ? { ...one, schema: { ...property, description: one.schema.description, fallback: property.fallback ?? one.schema.fallback } }
        : { ...one, schema: inner(one.schema) },
    ),
  };
}

/** The properties that distinguish variants. */
const marksOf = ({ properties }: ObjectSchema) =>
  properties.flatMap(({ name, schema }) => (schema.kind === "const" ? [[name, schema.value] as const] : []));

export const isVariant = (schema: FormSchema): schema is ObjectSchema => schema.kind === "object" && marksOf(schema).length > 0;

/** A variant is known by its mark, another object by a member that it has. */
function fitsObject(schema: ObjectSchema, value: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(value);
  const marks = marksOf(schema);
  return marks.length > 0
    ? marks.every(([name, mark]) => isSameJson(member(value, name), mark))
    : keys.length === 0 || schema.properties.some(({ name }) => keys.includes(name));
}

/** Whether a value is of a schema's kind; for an object, whether it has the variant's mark. Its contents are not checked. */
export function fits(schema: FormSchema, value: JsonValue | undefined): boolean {
  switch (schema.kind) {
    case "const":
      return isSameJson(schema.value, value);
    case "choice":
      return schema.options.some((option) => isSameJson(option, value));
    case "text":
      return typeof value === "string";
    case "boolean":
    case "number":
      return typeof value === schema.kind;
    case "list":
      return Array.isArray(value);
    case "object":
      return isDict(value) && fitsObject(schema, value);
    case "record":
      return isDict(value);
    case "union":
      return schema.members.some((one) => fits(one, value));
    case "json":
      return value !== undefined;
  }
}

/** The member of a union that a value is of. */
export function memberOf({ members }: UnionSchema, value: JsonValue | undefined): FormSchema | undefined {
  const fitting = members.filter((one) => fits(one, value));
  return fitting.find(isVariant) ?? fitting[0];
}

/** The first value of an added field: the default, or the smallest that fits. */
export function beginningOf(schema: FormSchema): JsonValue {
  if (schema.fallback !== undefined) return schema.fallback;
  switch (schema.kind) {
    case "const":
      return schema.value;
    case "choice":
      return schema.options[0] ?? null;
    case "text":
      return "";
    case "boolean":
      return false;
    case "number":
      return schema.least !== null && schema.least > 0 ? schema.least : 0;
    case "list":
      return [];
    case "record":
      return {};
    case "json":
      return null;
    case "object":
      return objectBeginning(schema);
    case "union":
      return schema.members[0] === undefined ? null : beginningOf(schema.members[0]);
  }
}

/** The required members. An object without any, whose members are variants, begins with the first of each. */
function objectBeginning({ properties }: ObjectSchema): JsonObject {
  const required = properties.filter(({ isRequired, schema }) => isRequired || schema.kind === "const");
  const chosen =
    required.length > 0 ? required : properties.filter(({ schema }) => schema.kind === "union" && schema.members.every(isVariant));
  return Object.fromEntries(chosen.map(({ name, schema }) => [name, beginningOf(schema)]));
}
