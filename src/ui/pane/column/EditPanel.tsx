import { useState } from "react";
import type { EditedRow } from "../../../core/edit/apply-edits.ts";
import { changeText } from "../../../core/edit/changes.ts";
import type { PathStep, Target } from "../../../core/edit/edit.ts";
import { droppedProperties, type PartChange, partChanges } from "../../../core/edit/part-changes.ts";
import { pathText } from "../../../core/edit/type-path.ts";
import type { ColSpec, ColumnType, Property, TensorSpec } from "../../../core/mlflow/types.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import { DraftInput } from "../../kit/DraftInput.tsx";
import { DtypeSelect, ShapeInput } from "../../shared/TensorFields.tsx";
import { TypeSelect } from "../../shared/TypeSelect.tsx";
import { useEdits } from "../../shared/use-page.ts";
import type { Edits } from "../../store/selectors/edits-view.ts";
import type { Selection } from "../../store/state/shown-state.ts";
import { columnName } from "../../store/text/format.ts";

interface PartProps {
  readonly edits: Edits;
  readonly side: DataSide;
  readonly row: EditedRow<ColSpec | TensorSpec>;
  /** The column's name, for accessible names. */
  readonly name: string;
  readonly path: readonly PathStep[];
  readonly type: ColumnType;
}

/** A property's own name, whether it is required, and the button that drops it. */
function PropertyFields({
  edits,
  side,
  at,
  label,
  property,
}: {
  readonly edits: Edits;
  readonly side: DataSide;
  readonly at: Target;
  readonly label: string;
  readonly property: Property;
}) {
  return (
    <>
      <DraftInput
        label={`Name of ${label}`}
        value={property.name}
        onCommit={(text) => text !== "" && edits.make({ kind: "rename", side, names: [{ at, name: text }] })}
      />
      <label>
        <input
          type="checkbox"
          aria-label={`${label} is required`}
          checked={property.required}
          onChange={(event) => edits.make({ kind: "required", side, at: [at], required: event.target.checked })}
        />{" "}
        required
      </label>
      <button type="button" className="small" aria-label={`Drop ${label}`} onClick={() => edits.make({ kind: "drop", side, at: [at] })}>
        Drop
      </button>
    </>
  );
}

function freshProperty(type: ColumnType & { kind: "object" }): Property {
  const names = new Set(type.properties.map(({ name }) => name));
  let number = 1;
  while (names.has(`property_${number}`)) number++;
  return { name: `property_${number}`, type: { kind: "scalar", name: "string" }, required: true };
}

/** The inferred type of one part of a nested type, with a button that reverts only this part. */
function WasPart({
  label,
  change: { aspect, from },
  onRevert,
}: {
  readonly label: string;
  readonly change: PartChange;
  readonly onRevert: () => void;
}) {
  // An added part has its own button to drop it.
  if (aspect === "row") return <span className="was">added</span>;
  return (
    <>
      <s className="was" title={`inferred: ${from}`}>
        {from}
      </s>
      <button
        type="button"
        className="revert"
        aria-label={`Revert ${aspect} of ${label} to ${from}`}
        title={`Back to ${from}`}
        onClick={onRevert}
      >
        ↺
      </button>
    </>
  );
}

/** One part of a nested type with the parts within it. */
function TypePart({ edits, side, row, name, path, type }: PartProps) {
  const { key } = row;
  const at: Target = path.length === 0 ? { key } : { key, path };
  const label = `${name}${pathText(path)}`;
  const inner = (step: PathStep, innerType: ColumnType) => (
    <TypePart edits={edits} side={side} row={row} name={name} path={[...path, step]} type={innerType} />
  );
  return (
    <>
      <TypeSelect label={`Type of ${label}`} type={type} onChange={(next) => edits.make({ kind: "type", side, at: [at], type: next })} />
      {path.length > 0 &&
        partChanges(side, row, path).map((change) => (
          <WasPart key={change.aspect} label={label} change={change} onRevert={() => edits.revertPart(side, key, change.back)} />
        ))}
      {type.kind === "array" && (
        <ul className="tree">
          <li>
            <span className="part-name">items</span> {inner("items", type.items)}
          </li>
        </ul>
      )}
      {type.kind === "map" && (
        <ul className="tree">
          <li>
            <span className="part-name">values</span> {inner("values", type.values)}
          </li>
        </ul>
      )}
      {type.kind === "object" && (
        <ul className="tree">
          {type.properties.map((property) => (
            <li key={property.name}>
              <span className="part-fields">
                <PropertyFields
                  edits={edits}
                  side={side}
                  at={{ key, path: [...path, { property: property.name }] }}
                  label={`${label}.${property.name}`}
                  property={property}
                />
              </span>
              {inner({ property: property.name }, property.type)}
            </li>
          ))}
          {droppedProperties(side, row, path).map(({ property, back }) => (
            <li key={`dropped ${property.name}`}>
              <s className="was">{property.name}</s>{" "}
              <button
                type="button"
                className="small"
                aria-label={`Put back ${label}.${property.name}`}
                onClick={() => edits.revertPart(side, key, back)}
              >
                Put back
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              className="small"
              aria-label={`Add property to ${label}`}
              onClick={() => edits.make({ kind: "add-property", side, at, property: freshProperty(type) })}
            >
              Add property
            </button>
          </li>
        </ul>
      )}
    </>
  );
}

/** Names for all rows at once, since either all are named or none. */
function NameAll({ edits, side }: { readonly edits: Edits; readonly side: DataSide }) {
  const [text, setText] = useState("");
  const { rows } = edits.edited[side];
  const names = text.split(/[,\n]/).map((name) => name.trim());
  const isWhole = names.length === rows.length && names.every((name) => name !== "");
  return (
    <form
      className="name-all"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole)
          edits.make({ kind: "rename", side, names: rows.map(({ key }, index) => ({ at: { key }, name: names[index] ?? null })) });
      }}
    >
      <input
        aria-label={`Names of all ${side}`}
        className="draft small"
        value={text}
        placeholder={`${rows.length} names, with commas`}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="small" disabled={!isWhole}>
        Name all
      </button>
    </form>
  );
}

function Fields({ edits, side, row }: Pick<PartProps, "edits" | "side" | "row">) {
  const { key: specKey, spec } = row;
  const name = columnName(spec.name);
  const at: readonly Target[] = [{ key: specKey }];
  const { rows } = edits.edited[side];
  return (
    <div className="edit-fields">
      <span>name</span>
      {spec.name === undefined && rows.length > 1 ? (
        <NameAll edits={edits} side={side} />
      ) : (
        <DraftInput
          label={`Name of ${name}`}
          value={spec.name === undefined ? "" : name}
          placeholder="(unnamed)"
          onCommit={(text) => edits.make({ kind: "rename", side, names: [{ at: { key: specKey }, name: text === "" ? null : text }] })}
        />
      )}
      <span>type</span>
      {spec.kind === "tensor" ? (
        <span className="part-fields">
          <DtypeSelect
            label={`Dtype of ${name}`}
            dtype={spec.dtype}
            onChange={(dtype) => edits.make({ kind: "tensor", side, at, dtype })}
          />
          <ShapeInput label={`Shape of ${name}`} shape={spec.shape} onChange={(shape) => edits.make({ kind: "tensor", side, at, shape })} />
        </span>
      ) : (
        <div>
          <TypePart edits={edits} side={side} row={row} name={name} path={[]} type={spec.type} />
        </div>
      )}
      {spec.kind === "column" && (
        <>
          <span />
          <label>
            <input
              type="checkbox"
              aria-label={`${name} is required`}
              checked={spec.required}
              onChange={(event) => edits.make({ kind: "required", side, at, required: event.target.checked })}
            />{" "}
            Required
          </label>
        </>
      )}
    </div>
  );
}

/** The selected row's name, type with all of its parts, and requiredness, to be edited; what it was inferred as; drop and revert. */
export function EditPanel({ selection, children }: { readonly selection: Selection; readonly children?: React.ReactNode }) {
  const edits = useEdits();
  const { side, index } = selection;
  const row = edits?.edited[side].rows[index];
  if (edits === null || row === undefined || edits.isReadOnly) return null;
  const changes = edits.changesOf(side, row.key)?.changes ?? [];
  return (
    <section className="edit-panel" aria-label="Edit">
      <h3>Edit</h3>
      {changes.length > 0 && (
        <p className="edited-note">
          Edited: {changes.map(changeText).join("; ")}.{" "}
          <button type="button" className="link" onClick={() => edits.revert(side, row.key)}>
            Revert
          </button>
        </p>
      )}
      {/* Another row begins with fields of its own. */}
      <Fields key={`${side} ${row.key}`} edits={edits} side={side} row={row} />
      {children}
      <p className="edit-actions">
        <button type="button" className="small" onClick={() => edits.make({ kind: "drop", side, at: [{ key: row.key }] })}>
          Drop {columnName(row.spec.name)}
        </button>
      </p>
    </section>
  );
}
