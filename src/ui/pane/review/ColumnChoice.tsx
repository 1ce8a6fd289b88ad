import { useId, useState } from "react";
import type { ColumnName } from "../../../core/python/value.ts";
import { columnName, count } from "../../store/text/format.ts";

/** So many columns are in the line itself; the rest is behind a button. */
const INLINE = 4;
/** So many are listed once opened; for more, the table has its filter. */
const LISTED = 200;

interface ColumnsProps {
  readonly columns: readonly ColumnName[];
  readonly onSelect: (name: ColumnName) => void;
}

/** A column's name, which selects it in the table. */
export function ColumnButton({ name, onSelect }: { readonly name: ColumnName; readonly onSelect: (name: ColumnName) => void }) {
  return (
    <button type="button" className="column-link" onClick={() => onSelect(name)}>
      {columnName(name)}
    </button>
  );
}

/**
 * The columns of a problem. A press selects a column in the table; columns of a fix can be chosen.
 * `excluded` has the columns that are not chosen; null if a fix is for all or none of them.
 */
export function ColumnChoice({
  columns,
  isNamed = false,
  onSelect,
  excluded,
  onExclude,
}: ColumnsProps & {
  /** Whether the message names them all, so that they are listed only to be chosen. */
  readonly isNamed?: boolean;
  readonly excluded: ReadonlySet<ColumnName> | null;
  readonly onExclude: (excluded: ReadonlySet<ColumnName>) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const list = useId();
  if (columns.length === 0) return null;
  const inline = isNamed ? [] : columns.slice(0, columns.length > INLINE ? INLINE - 1 : INLINE);
  const toggle = (name: ColumnName) => {
    const next = new Set(excluded);
    if (!next.delete(name)) next.add(name);
    onExclude(next);
  };
  const canOpen = columns.length > inline.length || (excluded !== null && columns.length > 1);
  return (
    <span className="problem-columns">
      {!isOpen && inline.map((name, index) => <ColumnButton key={`${index}${String(name)}`} name={name} onSelect={onSelect} />)}
      {canOpen && (
        <button type="button" className="column-link more" aria-expanded={isOpen} aria-controls={list} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "fewer" : isNamed || columns.length === inline.length ? "choose columns" : `all ${count(columns.length)}`}
        </button>
      )}
      {isOpen && (
        <span id={list} className="problem-columns-open">
          {excluded !== null && (
            <span className="choose-all">
              <button type="button" className="small" onClick={() => onExclude(new Set())}>
                All
              </button>
              <button type="button" className="small" onClick={() => onExclude(new Set(columns))}>
                None
              </button>
            </span>
          )}
          {columns.slice(0, LISTED).map((name, index) => (
            // Names may repeat, so the place is the key.
            <span key={`${index}${String(name)}`} className="choice">
              {excluded !== null && (
                <input type="checkbox" aria-label={`Fix ${columnName(name)}`} checked={!excluded.has(name)} onChange={() => toggle(name)} />
              )}
              <ColumnButton name={name} onSelect={onSelect} />
            </span>
          ))}
          {columns.length > LISTED && <span className="quiet">and {count(columns.length - LISTED)} more</span>}
        </span>
      )}
    </span>
  );
}
