import { Menu } from "../kit/Menu.tsx";
import type { MarkKind } from "../store/state/row.ts";
import { count } from "../store/text/format.ts";
import type { Counts, RowFilter } from "./row-filter.ts";
import type { TableSlots } from "./table-slots.ts";

/** Marks that a table can be filtered by, with the words of their buttons for one and for many. */
const MARK_WORDS: readonly (readonly [kind: MarkKind, one: string, many: string])[] = [
  ["problem", "column to review", "columns to review"],
  ["refused", "refused", "refused"],
  ["edited", "edited", "edited"],
  ["changed", "changed", "changed"],
  ["versions", "differs in other versions", "differ in other versions"],
  ["comment", "comment", "comments"],
];

export interface FilterProps {
  readonly counts: Counts;
  readonly filter: RowFilter;
  readonly onFilter: (filter: Partial<RowFilter>) => void;
}

interface Choice {
  readonly key: string;
  readonly isOn: boolean;
  readonly className: string;
  readonly text: string;
  /** The class that draws a type's mark; null where it is not a type. */
  readonly type: string | null;
  readonly toggle: Partial<RowFilter>;
}

/** What a table can be filtered by, with how many columns each shows: the types, optional columns, and the marks. */
function choicesOf({ types, required, optional, marks, hasErrors }: Counts, filter: RowFilter): readonly Choice[] {
  const ofTypes = types.map(({ type, number }) => ({
    key: type,
    isOn: filter.type === type,
    className: "",
    text: `${count(number)} ${type === "none" ? "no type" : type}`,
    type,
    toggle: { type: filter.type === type ? null : type },
  }));
  const isOptional = filter.required === false;
  const ofRequired = { key: "optional", isOn: isOptional, className: "", type: null, toggle: { required: isOptional ? null : false } };
  const ofMarks = MARK_WORDS.flatMap(([kind, one, many]) => {
    const number = marks.get(kind) ?? 0;
    const isOn = filter.mark === kind;
    const className = kind === "problem" && !hasErrors ? "problem warns" : kind;
    const text = `${count(number)} ${number === 1 ? one : many}`;
    return number === 0 && !isOn ? [] : [{ key: kind, isOn, className, text, type: null, toggle: { mark: isOn ? null : kind } }];
  });
  return [
    ...(types.length > 1 ? ofTypes : []),
    ...(required > 0 && optional > 0 ? [{ ...ofRequired, text: `${count(optional)} optional` }] : []),
    ...ofMarks,
  ];
}

function ChoiceText({ text, type }: Pick<Choice, "text" | "type">) {
  return (
    <>
      {type !== null && <span className={`type type-${type}`} aria-hidden="true" />}
      {text}
    </>
  );
}

const Parts = ({ choices, className }: { readonly choices: readonly Choice[]; readonly className: string }) => (
  <span className={className}>
    {choices.flatMap((choice) => [
      <span key={choice.key} className={`filter-part ${choice.className}`}>
        <ChoiceText text={choice.text} type={choice.type} />
      </span>,
      // The button's name must contain the visible words, with spaces between them.
      " ",
    ])}
  </span>
);

/** A button that names what is in the table and opens its filters. In a narrow table its types are clipped, so that the marks stay in view. */
export function FilterMenu({ counts, filter, onFilter }: FilterProps) {
  const choices = choicesOf(counts, filter);
  if (choices.length === 0) return null;
  const inUse = choices.filter(({ isOn }) => isOn);
  const shown = inUse.length > 0 ? inUse : choices;
  return (
    <Menu
      className={`chip filter${inUse.length > 0 ? " in-use" : ""}`}
      name={`Filter: ${shown.map(({ text }) => text).join(", ")}`}
      label={
        <>
          <Parts className="filter-types" choices={shown.filter(({ className }) => className === "")} />
          <Parts className="filter-marks" choices={shown.filter(({ className }) => className !== "")} />
          <span aria-hidden="true">▾</span>
        </>
      }
    >
      <div className="filter-choices">
        {choices.map((choice) => (
          <button
            key={choice.key}
            type="button"
            className={`chip ${choice.className}`}
            aria-pressed={choice.isOn}
            onClick={() => onFilter(choice.toggle)}
          >
            <ChoiceText text={choice.text} type={choice.type} />
          </button>
        ))}
      </div>
    </Menu>
  );
}

/** The filter that another part of the page set, with a button that clears it. */
export function OnlyChip({ only }: { readonly only: NonNullable<TableSlots["only"]> }) {
  return (
    <button type="button" className="chip problem" aria-pressed onClick={only.onClear} title="Show all columns again">
      {only.label} ×
    </button>
  );
}
