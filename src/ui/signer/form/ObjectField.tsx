import type { FieldProps } from "./field.tsx";
import { isDict, type JsonObject, member, withMember } from "./json-value.ts";
import type { ObjectSchema } from "./schema.ts";

/** A module may declare any number of members. Those beyond this number are edited in the text. */
const MOST_FIELDS = 200;

/** The members of an object, with one field each. */
export function ObjectFields({
  schema,
  value,
  suggestions,
  onChange,
  Field,
}: Pick<FieldProps<ObjectSchema>, "schema" | "value" | "suggestions" | "onChange" | "Field">) {
  // Checked to be an object; its members are JSON.
  const given = isDict(value) ? (value as JsonObject) : {};
  return schema.properties
    .slice(0, MOST_FIELDS)
    .map(({ name, schema: one, isRequired }) => (
      <Field
        key={name}
        name={name}
        schema={one}
        value={member(given, name)}
        isOptional={!isRequired}
        suggestions={suggestions}
        Field={Field}
        onChange={(next) => onChange(withMember(given, name, next))}
      />
    ));
}

/** An object with a field for each member. If it is optional, it must be added first. */
export function ObjectField({ name, schema, value, isOptional, suggestions, onChange, Field }: FieldProps<ObjectSchema>) {
  const given = value ?? schema.fallback;
  return (
    <fieldset className="group">
      <legend>{name}</legend>
      {schema.description !== null && <p className="help">{schema.description}</p>}
      {isDict(given) ? (
        <>
          <ObjectFields schema={schema} value={given} suggestions={suggestions} onChange={onChange} Field={Field} />
          {schema.properties.length === 0 && <p className="help">It has nothing to configure.</p>}
          {isOptional && value !== undefined && (
            <button type="button" className="small" onClick={() => onChange(undefined)}>
              Leave out {name}
            </button>
          )}
        </>
      ) : (
        <button type="button" className="small" onClick={() => onChange({})}>
          Give {name}
        </button>
      )}
    </fieldset>
  );
}
