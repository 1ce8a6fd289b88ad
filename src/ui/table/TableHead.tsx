import type { ReactNode } from "react";
import { count } from "../state/format.ts";
import type { MarkKind } from "./row.ts";
import type { Counts, RowFilter } from "./row-filter.ts";
import type { TableSlots } from "./table-slots.ts";

/** Marks that a table can be filtered by, with the words of their buttons for one and for many. */
const MARK_WORDS: readonly (readonly [kind: MarkKind, one: string, many: string])[] = [
  ["problem", "with a problem", "with problems"],
  ["edited", "edited", "edited"],
  ["changed", "changed", "changed"],
  ["note", "note", "notes"],
];

function Chip({
  isOn,
  className = "",
  onPress,
  children,
}: {
  readonly isOn: boolean;
  readonly className?: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button type="button" className={`chip ${className}`} aria-pressed={isOn} onClick={onPress}>
      {children}
    </button>
  );
}

export interface FilterProps {
  readonly counts: Counts;
  readonly filter: RowFilter;
  readonly onFilter: (filter: Partial<RowFilter>) => void;
}

/** What is in the table, as counts that filter it: one type, required or optional, or what is marked. */
export function FilterChips({ counts: { types, required, optional, marks, hasErrors }, filter, onFilter }: FilterProps) {
  return (
    <span className="chips">
      {types.length > 1 &&
        types.map(({ type, number }) => (
          <Chip key={type} isOn={filter.type === type} onPress={() => onFilter({ type: filter.type === type ? null : type })}>
            <span className={`type type-${type}`} aria-hidden="true" />
            {count(number)} {type === "none" ? "no type" : type}
          </Chip>
        ))}
      {required > 0 &&
        optional > 0 &&
        [false].map((wanted) => (
          <Chip
            key={String(wanted)}
            isOn={filter.required === wanted}
            onPress={() => onFilter({ required: filter.required === wanted ? null : wanted })}
          >
            {count(wanted ? required : optional)} {wanted ? "required" : "optional"}
          </Chip>
        ))}
      {MARK_WORDS.map(([kind, one, many]) => {
        const number = marks.get(kind) ?? 0;
        if (number === 0 && filter.mark !== kind) return null;
        return (
          <Chip
            key={kind}
            isOn={filter.mark === kind}
            className={kind === "problem" && !hasErrors ? "problem warns" : kind}
            onPress={() => onFilter({ mark: filter.mark === kind ? null : kind })}
          >
            {count(number)} {number === 1 ? one : many}
          </Chip>
        );
      })}
    </span>
  );
}

/** What only a slot asks to be shown, with the button that takes it back. */
export function OnlyChip({ only }: { readonly only: NonNullable<TableSlots["only"]> }) {
  return (
    <button type="button" className="chip problem" aria-pressed onClick={only.onClear} title="Show all columns again">
      {only.label} ×
    </button>
  );
}
