import { type Document, isPair, isScalar, isSeq, type Node, parseDocument, visit } from "yaml";
import { isDict, type JsonObject, type JsonValue, member, type Scalar } from "../form/json-value.ts";
import { type FormSchema, isVariant, memberOf } from "../form/schema.ts";

export interface Suggestion {
  readonly label: string;
  /** What is written in place of the word that is being typed. */
  readonly insert: string;
  readonly help: string | null;
}

/** What can be written at a place of a text, in place of the characters from `start` to `end`. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly suggestions: readonly Suggestion[];
}

/** Put at the caret, so that the parser shows what belongs there. No config contains such a word. */
const MARK = "caret-0f3c";

type Step = string | number;

/** What the parser made of the marked word: its place, and whether it names a member. */
interface Meant {
  readonly path: readonly Step[];
  readonly isKey: boolean;
  readonly tree: JsonValue;
  readonly errorCount: number;
}

/** The keys and places that lead to a node. */
function pathOf(ancestors: readonly unknown[], node: Node): Step[] {
  return ancestors.flatMap((one, index): Step[] => {
    if (isPair(one)) return isScalar(one.key) && one.key !== node ? [String(one.key.value)] : [];
    const child = ancestors[index + 1] ?? node;
    return isSeq(one) ? [one.items.indexOf(child)] : [];
  });
}

function meantIn(written: string): Meant | null {
  const document: Document = parseDocument(written, { merge: false });
  let found: Omit<Meant, "tree" | "errorCount"> | null = null;
  visit(document, {
    Scalar(key, node, ancestors) {
      if (node.value !== MARK) return undefined;
      found = { path: pathOf(ancestors, node), isKey: key === "key" };
      return visit.BREAK;
    },
  });
  if (found === null) return null;
  try {
    return { ...(found as Omit<Meant, "tree" | "errorCount">), tree: document.toJS() as JsonValue, errorCount: document.errors.length };
  } catch {
    return null;
  }
}

/** The members of a union that a value can still become: its own, or all of them. */
function open(schema: FormSchema, value: JsonValue | undefined): readonly FormSchema[] {
  if (schema.kind !== "union") return [schema];
  const found = memberOf(schema, value);
  return found === undefined ? schema.members : [found];
}

const within = (value: JsonValue | undefined, step: Step): JsonValue | undefined =>
  typeof step === "number"
    ? Array.isArray(value)
      ? value[step]
      : undefined
    : isDict(value)
      ? member(value as JsonObject, step)
      : undefined;

function below(schema: FormSchema, step: Step): readonly FormSchema[] {
  switch (schema.kind) {
    case "object":
      return schema.properties.filter(({ name }) => name === step).map((property) => property.schema);
    case "record":
      return [schema.value];
    case "list":
      return typeof step === "number" ? [schema.item] : [];
    default:
      return [];
  }
}

function schemasAt(
  schema: FormSchema,
  { tree, path }: Meant,
): { readonly schemas: readonly FormSchema[]; readonly value: JsonValue | undefined } {
  let schemas = open(schema, tree);
  let value: JsonValue | undefined = tree;
  for (const step of path) {
    value = within(value, step);
    schemas = schemas.flatMap((one) => below(one, step)).flatMap((one) => open(one, value));
  }
  return { schemas, value };
}

/** How a name or a word is written where it is. */
interface Style {
  readonly isQuoted: boolean;
  readonly isJson: boolean;
  readonly hasColon: boolean;
}

const written = (value: Scalar, { isQuoted, isJson }: Style): string =>
  isQuoted || typeof value !== "string" ? String(value) : isJson ? JSON.stringify(value) : value;

function keySuggestions(schemas: readonly FormSchema[], value: JsonValue | undefined, style: Style): Suggestion[] {
  const taken = isDict(value) ? value : {};
  return schemas.flatMap((schema) => {
    if (schema.kind !== "object") return [];
    // With several variants, only the property that distinguishes them is suggested.
    const properties =
      schemas.length > 1 && isVariant(schema) ? schema.properties.filter((one) => one.schema.kind === "const") : schema.properties;
    return properties
      .filter(({ name }) => !Object.hasOwn(taken, name))
      .map(({ name, schema: one }) => ({
        label: name,
        insert: `${written(name, style)}${style.hasColon || style.isQuoted ? "" : ": "}`,
        help: one.kind === "const" ? "The strategy." : one.description,
      }));
  });
}

function valueSuggestions(schemas: readonly FormSchema[], style: Style, names: readonly string[], inList: boolean): Suggestion[] {
  const one = (value: Scalar, help: string | null): Suggestion => ({ label: String(value), insert: written(value, style), help });
  return schemas.flatMap((schema): Suggestion[] => {
    switch (schema.kind) {
      case "const":
        return [one(schema.value, schema.description)];
      case "choice":
        return schema.options.map((option) => one(option, null));
      case "boolean":
        return [one(true, null), one(false, null)];
      case "text":
        return inList ? names.map((name) => ({ ...one(name, "A column."), insert: listed(name, style) })) : [];
      case "object":
        return variantSuggestion(schema, style);
      default:
        return [];
    }
  });
}

/** A column's name as YAML takes it for text. */
const listed = (name: string, style: Style) =>
  style.isQuoted || style.isJson || /^[A-Za-z_][\w.-]*$/.test(name) ? written(name, style) : JSON.stringify(name);

function variantSuggestion(schema: FormSchema, style: Style): Suggestion[] {
  if (!isVariant(schema) || style.isQuoted) return [];
  const mark = schema.properties.find((property) => property.schema.kind === "const");
  if (mark?.schema.kind !== "const") return [];
  const inner = `${written(mark.name, style)}: ${written(mark.schema.value, style)}`;
  return [{ label: String(mark.schema.value), insert: `{${inner}}`, help: schema.description }];
}

/** Of marks with the same name, the variant's help says more. */
function withVariantHelp(schemas: readonly FormSchema[], suggestions: readonly Suggestion[]): Suggestion[] {
  const helps = new Map<string, string | null>();
  const collect = (schema: FormSchema): void => {
    if (schema.kind === "union") schema.members.forEach(collect);
    else if (isVariant(schema))
      for (const { schema: one } of schema.properties) if (one.kind === "const") helps.set(String(one.value), schema.description);
    if (schema.kind === "object") for (const { schema: one } of schema.properties) collect(one);
  };
  schemas.forEach(collect);
  return suggestions.map((one) => (one.help === null ? { ...one, help: helps.get(one.label) ?? null } : one));
}

/** Suggestions that begin with the typed text come first, then those that contain it; each once. */
function matching(suggestions: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const word = typed.toLowerCase();
  const unique = [...new Map(suggestions.map((one) => [one.label, one])).values()];
  const begins = unique.filter(({ label }) => label.toLowerCase().startsWith(word));
  return [...begins, ...unique.filter((one) => !begins.includes(one) && one.label.toLowerCase().includes(word))];
}

const WORD_BEFORE = /[\w.*?-]*$/;
const WORD_AFTER = /^[\w.*?-]*/;

/**
 * The suggestions at the caret of a config in YAML or JSON: missing keys, KINDs and other words, and in lists of texts the columns' names.
 * Null if there are none. `schema` is that of the whole text.
 */
export function completeAt(source: string, caret: number, schema: FormSchema, names: readonly string[] = []): Completion | null {
  const typed = WORD_BEFORE.exec(source.slice(0, caret))?.[0] ?? "";
  const rest = WORD_AFTER.exec(source.slice(caret))?.[0] ?? "";
  // A dash that begins a line's item is not part of a word.
  const start = caret - (/^-+$/.test(typed) ? 0 : typed.length);
  const end = caret + rest.length;
  const [before, after] = [source.slice(0, start), source.slice(end)];
  if (/#[^\n"']*$/.test(before)) return null;
  const isQuoted = /["']$/.test(before) && /^["']/.test(after);
  const style: Style = { isQuoted, isJson: /^\s*\{\s*["}]/.test(source), hasColon: /^["']?\s*:/.test(after) };
  const beginsLine = /(^|\n)[\s-]*$/.test(before) && !style.isJson;
  const asKey = `${before}${MARK}: ${after}`;
  const asWord = `${before}${MARK}${after}`;
  const readings = (beginsLine ? [asKey, asWord] : [asWord, asKey])
    .map(meantIn)
    .filter((one) => one !== null)
    .sort((left, right) => left.errorCount - right.errorCount);
  for (const meant of readings) {
    const { schemas, value } = schemasAt(schema, meant);
    const found = meant.isKey
      ? keySuggestions(schemas, value, style)
      : withVariantHelp([schema], valueSuggestions(schemas, style, names, typeof meant.path.at(-1) === "number"));
    const suggestions = matching(found, source.slice(start, caret));
    const isComplete = suggestions.length === 1 && suggestions[0]?.label === source.slice(start, end);
    if (suggestions.length > 0) return isComplete ? null : { start, end, suggestions };
  }
  return null;
}
