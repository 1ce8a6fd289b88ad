import { type ReactNode, useId } from "react";
import type { JsonValue } from "./json-value.ts";
import type { FormSchema } from "./schema.ts";

/** The props of every field. `value` is undefined if it is not given; a value of another kind than the schema's is shown as not given. */
export interface FieldProps<Schema extends FormSchema = FormSchema> {
  readonly name: string;
  readonly schema: Schema;
  readonly value: JsonValue | undefined;
  /** Whether it may be absent. */
  readonly isOptional: boolean;
  /** Suggestions for lists of texts, such as the names of columns. */
  readonly suggestions: readonly string[];
  readonly onChange: (value: JsonValue | undefined) => void;
  /** Renders the field for a part of this value, of any schema. */
  readonly Field: (props: FieldProps) => ReactNode;
}

/** A label, its control, and the help that the schema gives. */
export function Labelled({
  name,
  help,
  isWide = false,
  children,
}: {
  readonly name: string;
  readonly help: string | null;
  readonly isWide?: boolean;
  readonly children: (ids: { readonly id: string; readonly "aria-describedby": string | undefined }) => ReactNode;
}) {
  const id = useId();
  const helpId = useId();
  return (
    <div className={`field${isWide ? " stacked" : ""}`}>
      <label htmlFor={id}>{name}</label>
      {children({ id, "aria-describedby": help === null ? undefined : helpId })}
      {help !== null && (
        <span id={helpId} className="help">
          {help}
        </span>
      )}
    </div>
  );
}
