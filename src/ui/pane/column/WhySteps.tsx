import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import { reasonSteps } from "../../../core/review/reason.ts";
import { Message } from "../../kit/Message.tsx";
import { count } from "../../store/text/format.ts";

/** Opens the file's rows at one of them, counted from 0; absent where the rows are not available. */
export type ShowRow = ((row: number) => void) | undefined;

/** A row's number that opens the file there. */
function RowLink({ row, onShowRow }: { readonly row: number; readonly onShowRow: ShowRow }) {
  if (onShowRow === undefined) return null;
  return (
    <button type="button" className="link row-link" onClick={() => onShowRow(row)}>
      show row {count(row + 1)}
    </button>
  );
}

/** Why a column has its type: the steps, with the row and value that decided each. */
export function WhySteps({ report, onShowRow }: { readonly report: SpecReport; readonly onShowRow: ShowRow }) {
  return (
    <ol className="steps">
      {reasonSteps(report).map(({ text, row }, index) => (
        // A ladder is never reordered, so its place is its key.
        <li key={index}>
          <Message text={text} />
          {row !== null && row > 0 && <RowLink row={row} onShowRow={onShowRow} />}
        </li>
      ))}
    </ol>
  );
}
