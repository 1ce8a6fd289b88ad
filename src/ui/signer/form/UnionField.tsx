import { type FieldProps, Labelled } from "./field.tsx";
import { isSameJson, type JsonValue } from "./json-value.ts";
import { ObjectFields } from "./ObjectField.tsx";
import { notGiven, Options, shownValue } from "./ScalarField.tsx";
import { beginningOf, type FormSchema, isVariant, memberOf, type UnionSchema } from "./schema.ts";

const WORDS: Readonly<Record<FormSchema["kind"], string>> = {
  const: "",
  choice: "",
  boolean: "true or false",
  text: "a text",
  number: "a number",
  list: "a list",
  object: "an object",
  record: "names with values",
  union: "one of several",
  json: "any JSON",
};

/** A choice for a union: a word, or a member whose fields then follow. */
interface Way {
  readonly label: string;
  readonly value: JsonValue;
  readonly member: FormSchema;
}

function waysOf({ members }: UnionSchema): readonly Way[] {
  return members.flatMap((member): Way[] => {
    if (member.kind === "choice") return member.options.map((option) => ({ label: shownValue(option), value: option, member }));
    if (member.kind === "const")
      return [{ label: member.value === null ? "nothing (null)" : shownValue(member.value), value: member.value, member }];
    return [{ label: member.title ?? WORDS[member.kind], value: beginningOf(member), member }];
  });
}

const isWord = ({ member }: Way) => member.kind === "choice" || member.kind === "const";

/** The name of the choice: the property in which the variants differ, such as `KIND`. */
function markName({ members }: UnionSchema): string | null {
  const mark = members.find(isVariant)?.properties.find(({ schema }) => schema.kind === "const");
  return mark?.name ?? null;
}

/** A value of one of several kinds: a choice of the kind, then its fields. */
export function UnionField({ name, schema, value, isOptional, suggestions, onChange, Field }: FieldProps<UnionSchema>) {
  const ways = waysOf(schema);
  const member = memberOf(schema, value);
  const chosen = ways.findIndex((way) => (isWord(way) ? isSameJson(way.value, value) : way.member === member));
  const mark = markName(schema);
  // `KIND` is a config's word; the form says what is chosen.
  const label = mark === "KIND" ? "Signer" : (mark ?? name);
  const help = member !== undefined && isVariant(member) ? (member.description ?? schema.description) : schema.description;
  const parts = member === undefined || member.kind === "const" || member.kind === "choice" ? null : member;
  const field = (
    <>
      <Labelled name={label} help={help}>
        {(ids) => <Options {...ids} options={ways} value={chosen} absent={isOptional ? notGiven(schema) : null} onChange={onChange} />}
      </Labelled>
      {parts?.kind === "object" && (
        <ObjectFields schema={parts} value={value} suggestions={suggestions} onChange={onChange} Field={Field} />
      )}
      {parts !== null && parts.kind !== "object" && (
        <Field
          name={`${name}: ${parts.title ?? WORDS[parts.kind]}`}
          schema={{ ...parts, description: parts.description === schema.description ? null : parts.description }}
          value={value}
          isOptional={false}
          suggestions={suggestions}
          Field={Field}
          onChange={onChange}
        />
      )}
    </>
  );
  // A variant's fields are grouped under its name, so that they are not mistaken for another variant's.
  if (mark === null) return field;
  return (
    <fieldset className="group variant">
      <legend>{name}</legend>
      {field}
    </fieldset>
  );
}
