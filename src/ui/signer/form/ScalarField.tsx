import { useState } from "react";
import { type FieldProps, Labelled } from "./field.tsx";
import { isSameJson, type JsonValue, type Scalar } from "./json-value.ts";
import { type FormSchema, fits } from "./schema.ts";

type Of<Kind extends FormSchema["kind"]> = FieldProps<Extract<FormSchema, { kind: Kind }>>;

/** The words for a value that is not given. */
export const notGiven = ({ fallback }: FormSchema): string => (fallback === undefined ? "not given" : `default: ${shownValue(fallback)}`);

export const shownValue = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));

/** A choice of one of several words, by index, since words may look alike. */
export function Options({
  options,
  value,
  absent,
  onChange,
  ...ids
}: {
  readonly options: readonly { readonly label: string; readonly value: JsonValue }[];
  /** The index of the chosen word; -1 if there is none. */
  readonly value: number;
  /** The words for a value that is not given; null if it is required. */
  readonly absent: string | null;
  readonly onChange: (value: JsonValue | undefined) => void;
  readonly id: string;
  readonly "aria-describedby": string | undefined;
}) {
  return (
    <select
      {...ids}
      value={value < 0 ? "" : String(value)}
      onChange={(event) => onChange(event.target.value === "" ? undefined : options[Number(event.target.value)]?.value)}
    >
      {(absent !== null || value < 0) && (
        <option value="" disabled={absent === null}>
          {absent ?? "choose"}
        </option>
      )}
      {options.map(({ label }, index) => (
        <option key={index} value={index}>
          {label}
        </option>
      ))}
    </select>
  );
}

export function ChoiceField({ name, schema, value, isOptional, onChange }: Of<"choice">) {
  return (
    <Labelled name={name} help={schema.description}>
      {(ids) => (
        <Options
          {...ids}
          options={schema.options.map((option) => ({ label: shownValue(option), value: option }))}
          value={schema.options.findIndex((option: Scalar) => isSameJson(option, value))}
          absent={isOptional ? notGiven(schema) : null}
          onChange={onChange}
        />
      )}
    </Labelled>
  );
}

/** A checkbox; a choice of three if the value may be absent and has no default. */
export function BooleanField(props: Of<"boolean">) {
  const { name, schema, value, isOptional, onChange } = props;
  const isPlain = !isOptional || typeof schema.fallback === "boolean";
  return (
    <Labelled name={name} help={schema.description}>
      {(ids) =>
        isPlain ? (
          <input
            {...ids}
            type="checkbox"
            checked={typeof value === "boolean" ? value : schema.fallback === true}
            onChange={(event) => onChange(event.target.checked)}
          />
        ) : (
          <Options
            {...ids}
            options={[true, false].map((one) => ({ label: String(one), value: one }))}
            value={typeof value === "boolean" ? [true, false].indexOf(value) : -1}
            absent={notGiven(schema)}
            onChange={onChange}
          />
        )
      }
    </Labelled>
  );
}

/** Longer texts get a field of several lines. */
const LONG_TEXT = 48;

export function TextField({ name, schema, value, isOptional, suggestions: _, onChange }: Of<"text">) {
  const text = typeof value === "string" ? value : "";
  // Decided once: a field that changes during typing would lose the caret.
  const [isLong] = useState(text.length > LONG_TEXT || text.includes("\n"));
  const change = (next: string) => onChange(next === "" && isOptional ? undefined : next);
  const shared = { spellCheck: false, autoComplete: "off", value: text, placeholder: isOptional ? notGiven(schema) : "" };
  return (
    <Labelled name={name} help={schema.description} isWide={isLong}>
      {(ids) =>
        isLong ? (
          <textarea {...ids} {...shared} rows={3} onChange={(event) => change(event.target.value)} />
        ) : (
          <input {...ids} {...shared} type="text" onChange={(event) => change(event.target.value)} />
        )
      }
    </Labelled>
  );
}

export function NumberField({ name, schema, value, isOptional, onChange }: Of<"number">) {
  // While a required number is being retyped, the field is empty and the last number counts.
  const [isEmptied, setEmptied] = useState(false);
  return (
    <Labelled name={name} help={schema.description}>
      {(ids) => (
        <input
          {...ids}
          type="number"
          step={schema.isWhole ? 1 : "any"}
          min={schema.least ?? undefined}
          max={schema.most ?? undefined}
          placeholder={isOptional ? notGiven(schema) : ""}
          value={typeof value === "number" && !isEmptied ? value : ""}
          onBlur={() => setEmptied(false)}
          onChange={(event) => {
            const number = event.target.valueAsNumber;
            setEmptied(event.target.value === "");
            if (Number.isFinite(number)) onChange(number);
            else if (isOptional) onChange(undefined);
          }}
        />
      )}
    </Labelled>
  );
}

/** Longer JSON gets several lines. */
const SHORT_JSON = 16;

/** A value without a field of its own, as JSON. The typed text counts once it is valid. */
export function JsonField({ name, schema, value, isOptional, onChange }: Of<"json">) {
  const [typed, setTyped] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const shown = fits(schema, value) && value !== undefined ? JSON.stringify(value) : "";
  const change = (text: string) => {
    setTyped(text);
    if (text.trim() === "" && isOptional) {
      setRefusal(null);
      return onChange(undefined);
    }
    try {
      // JSON.parse gives JSON.
      onChange(JSON.parse(text) as JsonValue);
      setRefusal(null);
    } catch {
      setRefusal("Write JSON: put text in double quotes.");
    }
  };
  return (
    <Labelled name={name} help={refusal ?? schema.description} isWide>
      {(ids) => (
        <textarea
          {...ids}
          rows={shown.length > SHORT_JSON ? 2 : 1}
          spellCheck={false}
          aria-invalid={refusal !== null}
          placeholder={isOptional ? notGiven(schema) : ""}
          value={typed ?? shown}
          onChange={(event) => change(event.target.value)}
          onBlur={() => refusal === null && setTyped(null)}
        />
      )}
    </Labelled>
  );
}
