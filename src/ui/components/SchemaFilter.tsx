import { count } from "../state/format.ts";
import type { RowFilter, TypeCount } from "../state/row-filter.ts";

/** What is in the table, as counts that filter it: a name to find, one type, or the columns that offend. */
export function SchemaFilter({
  side,
  types,
  offenders,
  filter,
  onChange,
}: {
  readonly side: string;
  readonly types: readonly TypeCount[];
  readonly offenders: number;
  readonly filter: RowFilter;
  readonly onChange: (filter: RowFilter) => void;
}) {
  const chip = (kind: string, number: number, isOn: boolean, next: Partial<RowFilter>) => (
    <button
      key={kind}
      type="button"
      className={`chip${kind === "problems" ? " failure" : ""}`}
      aria-pressed={isOn}
      onClick={() => onChange({ ...filter, ...next })}
    >
      {kind !== "problems" && <span className={`type type-${kind}`} aria-hidden="true" />}
      {count(number)} {kind}
    </button>
  );
  return (
    <>
      <span className="chips">
        {types.length > 1 &&
          types.map(({ type, number }) => chip(type, number, filter.type === type, { type: filter.type === type ? null : type }))}
        {offenders > 0 && chip("problems", offenders, filter.offending, { offending: !filter.offending })}
      </span>
      <input
        type="search"
        aria-label={`Find in ${side}`}
        aria-keyshortcuts="/"
        placeholder="Find  /"
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
    </>
  );
}
