import type { FieldProps } from "./field.tsx";
import type { JsonValue } from "./json-value.ts";
import { ListField, RecordField } from "./ListField.tsx";
import { ObjectField } from "./ObjectField.tsx";
import { BooleanField, ChoiceField, JsonField, NumberField, TextField } from "./ScalarField.tsx";
import type { FormSchema } from "./schema.ts";
import { UnionField } from "./UnionField.tsx";

/** The field for a value of any schema; the parts of one are fields again. */
function SchemaField(props: FieldProps) {
  const { schema, ...rest } = props;
  switch (schema.kind) {
    case "const":
      return null;
    case "choice":
      return <ChoiceField {...rest} schema={schema} />;
    case "boolean":
      return <BooleanField {...rest} schema={schema} />;
    case "text":
      return <TextField {...rest} schema={schema} />;
    case "number":
      return <NumberField {...rest} schema={schema} />;
    case "list":
      return <ListField {...rest} schema={schema} />;
    case "record":
      return <RecordField {...rest} schema={schema} />;
    case "union":
      return <UnionField {...rest} schema={schema} />;
    case "object":
      return <ObjectField {...rest} schema={schema} />;
    case "json":
      return <JsonField {...rest} schema={schema} />;
  }
}

/** A form for a value of a JSON Schema, with the schema's labels and help. Every change reports the whole value. */
export function SchemaForm({
  label,
  name,
  schema,
  value,
  suggestions = [],
  onChange,
}: {
  readonly label: string;
  /** What the value itself is called. */
  readonly name: string;
  readonly schema: FormSchema;
  readonly value: JsonValue | undefined;
  readonly suggestions?: readonly string[];
  readonly onChange: (value: JsonValue) => void;
}) {
  return (
    <form className="schema-form" aria-label={label} onSubmit={(event) => event.preventDefault()}>
      <SchemaField
        name={name}
        schema={schema}
        value={value}
        isOptional={false}
        suggestions={suggestions}
        Field={SchemaField}
        onChange={(next) => next !== undefined && onChange(next)}
      />
    </form>
  );
}
