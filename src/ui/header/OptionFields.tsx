import { useId, useState } from "react";
import type { PythonValue } from "../../core/python/value.ts";
import { fieldText, type OptionField, parseField } from "../store/selectors/reader-options.ts";

function Field({
  field: { name, kind, hint },
  value,
  onChange,
}: {
  readonly field: OptionField;
  readonly value: PythonValue | undefined;
  readonly onChange: (value: PythonValue | undefined) => void;
}) {
  // Typed text may not parse yet. It stays as it is, with the last value that it had.
  const [typed, setTyped] = useState<string | null>(null);
  const inputId = useId();
  const refusalId = useId();
  const parsed = typed === null ? null : parseField(kind, typed);
  const refusal = parsed !== null && "refusal" in parsed ? parsed.refusal : null;
  const change = (text: string) => {
    setTyped(text);
    const next = parseField(kind, text);
    if (next === null) onChange(undefined);
    else if ("value" in next) onChange(next.value);
  };
  return (
    <div className="field">
      <label htmlFor={inputId}>{name}</label>
      {kind === "flag" ? (
        <select
          id={inputId}
          value={value === true ? "True" : value === false ? "False" : ""}
          onChange={(event) => change(event.target.value)}
        >
          <option value="">default</option>
          <option>True</option>
          <option>False</option>
        </select>
      ) : (
        <input
          id={inputId}
          type="text"
          spellCheck={false}
          autoComplete="off"
          placeholder={hint}
          value={typed ?? fieldText(kind, value)}
          aria-invalid={refusal !== null}
          aria-describedby={refusal === null ? undefined : refusalId}
          onChange={(event) => change(event.target.value)}
          onBlur={() => refusal === null && setTyped(null)}
        />
      )}
      {refusal !== null && (
        <span id={refusalId} className="failure">
          {refusal}
        </span>
      )}
    </div>
  );
}

/** A group of options with one field each, under pandas' names. */
export function OptionFields({
  title,
  fields,
  values,
  onChange,
}: {
  readonly title: string;
  readonly fields: readonly OptionField[];
  readonly values: ReadonlyMap<string, PythonValue>;
  readonly onChange: (values: ReadonlyMap<string, PythonValue>) => void;
}) {
  const set = (name: string, value: PythonValue | undefined) => {
    const next = new Map(values);
    if (value === undefined) next.delete(name);
    else next.set(name, value);
    onChange(next);
  };
  return (
    <fieldset>
      <legend>{title}</legend>
      {fields.map((field) => (
        <Field key={field.name} field={field} value={values.get(field.name)} onChange={(value) => set(field.name, value)} />
      ))}
    </fieldset>
  );
}
