import { type MouseEvent, memo, type ReactNode } from "react";
import type { ColumnDescription } from "../../core/profile/describe.ts";
import type { TableRow } from "../store/state/row.ts";
import { specType } from "../store/text/format.ts";
import { missingShare } from "../store/text/missing-share.ts";
import { DistributionPicture } from "./DistributionPicture.tsx";
import { RowMarks } from "./RowMarks.tsx";
import type { MarkedRow } from "./row-filter.ts";
import type { CellSlotProps, EditableCell, TableSlots } from "./table-slots.ts";

/** What a row can ask of its table. Every function is stable, so that rows are drawn again only where they change. */
export interface RowActions {
  readonly onSelect: (row: TableRow, event: MouseEvent) => void;
  readonly onFold: (key: string, isUnfolded: boolean) => void;
  readonly onEdit: (row: TableRow) => void;
}

export interface SchemaRowProps {
  readonly marked: MarkedRow;
  /** The row's place among those that are shown, from 0. */
  readonly position: number;
  readonly isSelected: boolean;
  readonly isChosen: boolean;
  readonly isUnfolded: boolean;
  /** Whether Tab stops here. */
  readonly isTabStop: boolean;
  /** Undefined if no values are shown; null if there are none of this row. */
  readonly profile: ColumnDescription | null | undefined;
  /** The first different cells of the row. */
  readonly examples: readonly string[];
  readonly rowCount: number | null;
  readonly slots: TableSlots;
  readonly actions: RowActions;
}

const REQUIRED_WORDS = new Map<boolean | null, string>([
  [true, "required"],
  [false, "optional"],
  [null, ""],
]);

/** Draws a cell as the slot has it, or as it is. */
function Slotted({ slot: Slot, ...props }: CellSlotProps & { readonly slot: TableSlots["Cell"] }): ReactNode {
  return Slot === undefined ? props.children : <Slot {...props} />;
}

function classNames({ row }: MarkedRow, isChosen: boolean): string {
  return [
    row.report.offence !== undefined && row.level === 0 ? "offends" : "",
    isChosen ? "chosen" : "",
    row.level > 0 ? "part" : "",
    row.isGone ? "gone" : "",
  ]
    .filter((name) => name !== "")
    .join(" ");
}

/** A name with the spaces around it marked: nobody sees them otherwise, and MLflow tells such names apart. */
function NameText({ name }: { readonly name: string }) {
  const [, before = "", within = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(name) ?? [];
  if (before === "" && after === "") return name;
  return (
    <>
      {before !== "" && <span className="edge-space">{before}</span>}
      {within}
      {after !== "" && <span className="edge-space">{after}</span>}
    </>
  );
}

/** One column, tensor or nested part: its name, its type in its colour, whether it is required, what is missing, and its marks. */
export const SchemaRow = memo(function SchemaRow({
  marked,
  position,
  isSelected,
  isChosen,
  isUnfolded,
  isTabStop,
  profile,
  examples,
  rowCount,
  slots,
  actions,
}: SchemaRowProps) {
  const { row, marks } = marked;
  const { report, level } = row;
  const slotted = (cell: EditableCell, children: ReactNode) => (
    <Slotted slot={slots.Cell} row={row} cell={cell}>
      {children}
    </Slotted>
  );
  const required = REQUIRED_WORDS.get(row.required) ?? "";
  const share = level === 0 ? missingShare(report, rowCount) : null;
  return (
    <tr
      aria-rowindex={position + 2}
      aria-selected={isSelected}
      data-key={row.key}
      className={classNames(marked, isChosen)}
      onClick={(event) => actions.onSelect(row, event)}
      onDoubleClick={() => actions.onEdit(row)}
    >
      <td className="marks">
        <RowMarks marks={marks} />
      </td>
      <td className="name" style={level === 0 ? undefined : { paddingLeft: 8 + level * 16 }}>
        <span className="name-cell">
          {row.inner !== null && (
            <button
              type="button"
              className="fold"
              tabIndex={-1}
              aria-expanded={isUnfolded}
              aria-label={isUnfolded ? `Fold ${row.name}` : `Unfold ${row.name}`}
              onClick={(event) => {
                event.stopPropagation();
                actions.onFold(row.key, !isUnfolded);
              }}
            />
          )}
          {slotted(
            "name",
            <button type="button" className="row-button" tabIndex={isTabStop ? 0 : -1} title={row.name}>
              <NameText name={row.name} />
            </button>,
          )}
        </span>
      </td>
      <td title={report.spec === null ? undefined : level === 0 ? specType(report.spec) : row.type}>
        {slotted("type", <span className={`type type-${row.typeClass}`}>{row.type}</span>)}
      </td>
      <td className={required}>{slotted("required", required)}</td>
      <td className="missing number" title={share?.title}>
        {share?.text}
      </td>
      {profile !== undefined && (
        <>
          <td className="values">
            {level === 0 && profile !== null && <DistributionPicture profile={profile} typeClass={row.typeClass} />}
          </td>
          <td className="examples" title={level === 0 ? examples.join(" · ") : undefined}>
            {level === 0 && examples.join(" · ")}
          </td>
        </>
      )}
      <td className="quiet dtype">{level === 0 ? report.dtype : ""}</td>
    </tr>
  );
});
