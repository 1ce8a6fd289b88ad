import { useState } from "react";
import { typeText } from "../../core/diff/diff-signatures.ts";
import { newKey } from "../../core/edit/edit.ts";
import { isSignetError } from "../../core/errors.ts";
import type { SpecKey } from "../../core/mlflow/spec-keys.ts";
import { DATA_TYPES, type ParamSpec } from "../../core/mlflow/types.ts";
import { jsonDumps } from "../../core/python/json-dumps.ts";
import { parseParamsText } from "../../core/python/params-text.ts";
import type { PythonValue } from "../../core/python/value.ts";
import { DraftInput } from "../kit/DraftInput.tsx";
import { useEdits } from "../shared/use-page.ts";
import type { Edits } from "../store/selectors/edits-view.ts";
import "./edit.css";

const PARAM_TYPES = DATA_TYPES.filter((name) => name !== "binary");

/** Attributes of a table's row that others add. */
export type RowProps = Pick<React.ComponentProps<"tr">, "ref" | "aria-selected">;

/** A default as it is typed: JSON, a Python literal, or a bare word, which is a string. */
function defaultFromText(text: string): PythonValue {
  try {
    return parseParamsText(text);
  } catch (error) {
    if (isSignetError(error, "InvalidParams")) return text;
    throw error;
  }
}

const SAMPLE: Readonly<Record<(typeof PARAM_TYPES)[number], PythonValue>> = {
  boolean: false,
  integer: 0n,
  long: 0n,
  float: 0,
  double: 0,
  string: "",
  datetime: "2026-01-01",
};

/** The value under another type: kept if it means the same there, or else the type's simplest value. */
function valueUnder(type: (typeof PARAM_TYPES)[number], value: PythonValue): PythonValue {
  if (Array.isArray(value)) return value.map((item: PythonValue) => valueUnder(type, item));
  const isInteger = type === "integer" || type === "long";
  const isFloat = type === "float" || type === "double";
  if (isInteger && typeof value === "bigint") return value;
  if (isInteger && typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (isFloat && (typeof value === "number" || typeof value === "bigint")) return Number(value);
  if (type === "string") return typeof value === "string" ? value : jsonDumps(value);
  if (type === "boolean" && typeof value === "boolean") return value;
  return SAMPLE[type];
}

function EditorRow({ edits, specKey, spec }: { readonly edits: Edits; readonly specKey: SpecKey; readonly spec: ParamSpec }) {
  const { name, type, shape, default: value } = spec;
  const change = (next: Partial<Pick<ParamSpec, "type" | "default" | "shape">>) =>
    edits.make({ kind: "param", key: specKey, type, default: value, shape, ...next });
  return (
    <>
      <td className="name">
        <DraftInput
          label={`Name of ${name}`}
          value={name}
          onCommit={(text) => edits.make({ kind: "rename", side: "params", names: [{ at: { key: specKey }, name: text }] })}
        />
      </td>
      <td>
        {type.kind === "object" ? (
          typeText(type)
        ) : (
          <select
            aria-label={`Type of ${name}`}
            className="small"
            value={type.name}
            onChange={(event) => {
              const chosen = PARAM_TYPES.find((one) => one === event.target.value) ?? "string";
              change({ type: { kind: "scalar", name: chosen }, default: valueUnder(chosen, value) });
            }}
          >
            {PARAM_TYPES.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
      </td>
      <td>
        <select
          aria-label={`Shape of ${name}`}
          className="small"
          disabled={type.kind === "object"}
          value={shape === null ? "scalar" : "list"}
          onChange={(event) =>
            event.target.value === "list"
              ? change({ shape: [-1], default: [value] })
              : change({ shape: null, default: Array.isArray(value) ? (value[0] ?? "") : value })
          }
        >
          <option>scalar</option>
          <option value="list">(-1,)</option>
        </select>
      </td>
      <td className="name">
        <DraftInput
          label={`Default of ${name}`}
          value={typeof value === "string" ? value : jsonDumps(value)}
          onCommit={(text) =>
            change({ default: type.kind === "scalar" && type.name === "string" && shape === null ? text : defaultFromText(text) })
          }
        />
      </td>
    </>
  );
}

/** What can be edited of the shown params; null if nothing can. */
export function useParamRows(specs: readonly ParamSpec[]): { readonly edits: Edits; readonly keys: readonly SpecKey[] } | null {
  const edits = useEdits();
  if (edits === null || edits.isReadOnly) return null;
  const { rows } = edits.edited.params;
  return rows.length === specs.length ? { edits, keys: rows.map(({ key }) => key) } : null;
}

/** The row of a parameter: its cells as they are, with a button that edits them in place, or its editor. */
export function ParamRow({
  spec,
  specKey,
  edits,
  shown,
  children,
}: {
  readonly spec: ParamSpec;
  readonly specKey: SpecKey;
  readonly edits: Edits;
  /** What marks the row as the one that is shown. */
  readonly shown: RowProps;
  readonly children: React.ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const changes = edits.changesOf("params", specKey)?.changes ?? [];
  return (
    <tr
      {...shown}
      className={changes.length > 0 ? "edited" : ""}
      title={changes.length > 0 ? `inferred: ${changes.map(({ aspect, from }) => `${aspect} ${from}`).join(", ")}` : undefined}
      onDoubleClick={() => setOpen(true)}
      onKeyDown={(event) => {
        if (event.key === "Escape" || (event.key === "Enter" && isOpen && event.target instanceof HTMLInputElement)) setOpen(false);
      }}
    >
      {isOpen ? <EditorRow edits={edits} specKey={specKey} spec={spec} /> : children}
      <td className="param-tools">
        <button
          type="button"
          className="link"
          aria-expanded={isOpen}
          aria-label={isOpen ? `Done with ${spec.name}` : `Edit ${spec.name}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "Done" : "Edit"}
        </button>
        {isOpen && (
          <button
            type="button"
            className="small"
            aria-label={`Drop ${spec.name}`}
            onClick={() => edits.make({ kind: "drop", side: "params", at: [{ key: specKey }] })}
          >
            Drop
          </button>
        )}
        {changes.length > 0 && (
          <button type="button" className="revert" aria-label={`Revert ${spec.name}`} onClick={() => edits.revert("params", specKey)}>
            ↺
          </button>
        )}
      </td>
    </tr>
  );
}

/** Adds a parameter with a name that is free. */
export function AddParam() {
  const edits = useEdits();
  if (edits === null || edits.isReadOnly) return null;
  const add = () => {
    const names = new Set(edits.edited.params.rows.map(({ spec }) => spec.name));
    let number = 1;
    while (names.has(`param_${number}`)) number++;
    const spec: ParamSpec = { name: `param_${number}`, type: { kind: "scalar", name: "double" }, default: 0, shape: null };
    edits.make({ kind: "add-param", key: newKey(edits.list), spec, before: null });
  };
  return (
    <button type="button" className="add-row" onClick={add} aria-label="Add a parameter">
      + Add a parameter
    </button>
  );
}
