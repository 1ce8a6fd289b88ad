import { useId } from "react";
import type { FieldProps } from "./field.tsx";
import { isDict, isSameJson, type JsonObject, type JsonValue } from "./json-value.ts";
import { notGiven, shownValue } from "./ScalarField.tsx";
import { beginningOf, type FormSchema } from "./schema.ts";
import { useItemFocus } from "./use-item-focus.ts";

type ListSchema = Extract<FormSchema, { kind: "list" }>;

/** Longer lists are edited in the text: a form that long helps nobody. */
const MOST_ITEMS = 200;

/** A list of known words: a checkbox for each. */
function WordBoxes({
  schema,
  items,
  onChange,
}: {
  readonly schema: ListSchema;
  readonly items: readonly JsonValue[];
  readonly onChange: FieldProps["onChange"];
}) {
  if (schema.item.kind !== "choice") return null;
  return (
    <div className="boxes">
      {schema.item.options.map((option, index) => {
        const isIn = items.some((item) => isSameJson(item, option));
        return (
          <label key={index}>
            <input
              type="checkbox"
              checked={isIn}
              onChange={() => onChange(isIn ? items.filter((item) => !isSameJson(item, option)) : [...items, option])}
            />{" "}
            {shownValue(option)}
          </label>
        );
      })}
    </div>
  );
}

interface ItemsProps extends Pick<FieldProps, "name" | "suggestions" | "Field"> {
  readonly onChange: (items: readonly JsonValue[]) => void;
  readonly item: FormSchema;
  readonly items: readonly JsonValue[];
}

/** Items that are written in one line. */
const SHORT: ReadonlySet<FormSchema["kind"]> = new Set(["text", "number", "choice", "boolean"]);

function TextItem({
  label,
  value,
  listId,
  onChange,
}: {
  readonly label: string;
  readonly value: JsonValue;
  readonly listId: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  return (
    <input
      type="text"
      aria-label={label}
      spellCheck={false}
      autoComplete="off"
      list={listId}
      value={typeof value === "string" ? value : JSON.stringify(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function Items({ name, item, items, suggestions, onChange, Field }: ItemsProps) {
  const listId = useId();
  const set = (index: number, value: JsonValue | undefined) =>
    onChange(value === undefined ? items.filter((_, at) => at !== index) : items.map((old, at) => (at === index ? value : old)));
  return (
    <>
      {items.slice(0, MOST_ITEMS).map((value, index) => (
        <div key={index} className={SHORT.has(item.kind) ? "item" : "item block"}>
          {item.kind === "text" ? (
            <TextItem
              label={`${name} ${index + 1}`}
              value={value}
              listId={suggestions.length > 0 ? listId : undefined}
              onChange={(text) => set(index, text)}
            />
          ) : (
            <Field
              name={`${name} ${index + 1}`}
              schema={item}
              value={value}
              isOptional={false}
              suggestions={suggestions}
              Field={Field}
              onChange={(next) => set(index, next)}
            />
          )}
          <button type="button" className="small" aria-label={`Remove ${name} ${index + 1}`} onClick={() => set(index, undefined)}>
            ×
          </button>
        </div>
      ))}
      {item.kind === "text" && suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** Any number of values of one kind. */
export function ListField({ name, schema, value, isOptional, suggestions, onChange, Field }: FieldProps<ListSchema>) {
  const items = Array.isArray(value) ? (value as readonly JsonValue[]) : Array.isArray(schema.fallback) ? schema.fallback : [];
  const isGiven = value !== undefined;
  const { item } = schema;
  const { list, added, removed } = useItemFocus();
  const change = (next: readonly JsonValue[]) => {
    if (next.length < items.length) removed();
    onChange(next);
  };
  return (
    <fieldset ref={list} className="group">
      <legend>{name}</legend>
      {(schema.description ?? item.description) !== null && <p className="help">{schema.description ?? item.description}</p>}
      {item.kind === "choice" ? (
        <WordBoxes schema={schema} items={items} onChange={onChange} />
      ) : (
        <Items name={name} item={item} items={items} suggestions={suggestions} onChange={change} Field={Field} />
      )}
      {items.length > MOST_ITEMS && <p className="help">{items.length - MOST_ITEMS} more stand in the text.</p>}
      <div className="item-buttons">
        {item.kind !== "choice" && (
          <button
            type="button"
            className="small"
            onClick={() => {
              added();
              onChange([...items, beginningOf(item)]);
            }}
          >
            Add to {name}
          </button>
        )}
        {isOptional && isGiven && (
          <button type="button" className="small" onClick={() => onChange(undefined)}>
            {schema.fallback === undefined ? `Leave out ${name}` : `Use ${notGiven(schema)}`}
          </button>
        )}
      </div>
    </fieldset>
  );
}

/** Values under free names. */
export function RecordField({
  name,
  schema,
  value,
  isOptional,
  suggestions,
  onChange,
  Field,
}: FieldProps<Extract<FormSchema, { kind: "record" }>>) {
  const given = value ?? schema.fallback;
  // Checked to be an object; what is in it is JSON.
  const entries = isDict(given) ? Object.entries(given as JsonObject) : [];
  const isNew = (key: string) => !entries.some(([other]) => other === key);
  const set = (changed: readonly (readonly [string, JsonValue])[]) => onChange(Object.fromEntries(changed));
  const { list, added, removed } = useItemFocus();
  return (
    <fieldset ref={list} className="group">
      <legend>{name}</legend>
      {schema.description !== null && <p className="help">{schema.description}</p>}
      {entries.slice(0, MOST_ITEMS).map(([key, one], index) => (
        <div key={index} className="item block entry">
          <input
            type="text"
            aria-label={`Name ${index + 1} in ${name}`}
            spellCheck={false}
            autoComplete="off"
            value={key}
            onChange={(event) => {
              const next = event.target.value;
              if (isNew(next)) set(entries.map((entry, at) => (at === index ? [next, one] : entry)));
            }}
          />
          <Field
            name={key === "" ? `${name} ${index + 1}` : key}
            schema={schema.value}
            value={one}
            isOptional={false}
            suggestions={suggestions}
            Field={Field}
            onChange={(next) => next !== undefined && set(entries.map((entry, at) => (at === index ? [key, next] : entry)))}
          />
          <button
            type="button"
            className="small"
            aria-label={`Remove ${key} from ${name}`}
            onClick={() => {
              removed();
              set(entries.filter((_, at) => at !== index));
            }}
          >
            ×
          </button>
        </div>
      ))}
      <div className="item-buttons">
        <button
          type="button"
          className="small"
          disabled={!isNew("")}
          onClick={() => {
            added();
            set([...entries, ["", beginningOf(schema.value)]]);
          }}
        >
          Add to {name}
        </button>
        {isOptional && value !== undefined && (
          <button type="button" className="small" onClick={() => onChange(undefined)}>
            {schema.fallback === undefined ? `Leave out ${name}` : `Use ${notGiven(schema)}`}
          </button>
        )}
      </div>
    </fieldset>
  );
}
