import { Fragment, useState } from "react";
import { renderText } from "../../core/errors.ts";
import { exportPythonSet } from "../../core/exporters/python-set.ts";
import { appendTo } from "../../core/multimap.ts";
import type { ColumnName } from "../../core/python/value.ts";
import { causeOf } from "../../core/validation/refusal-cause.ts";
import type { Remedy } from "../../core/validation/remedy.ts";
import { changedBy } from "../../core/validation/reports/changed-signature.ts";
import { type CheckedData, WHO } from "../../core/validation/reports/check-report.ts";
import type { FailingRows, Refusal } from "../../core/validation/verdict.ts";
import { Message } from "../kit/Message.tsx";
import { CodeLine, CopyButton } from "../shared/CopyButton.tsx";
import { columnName, count } from "../store/text/format.ts";
import type { Against } from "./against.ts";

/** So many row numbers are listed; the rest on request. */
const SHOWN_ROWS = 10;

/** So many columns are listed; the rest on request. */
const SHOWN_COLUMNS = 30;

/** The rows at fault: the first few, and on request the first hundred. */
function Rows({ rows: { count: total, first, sample } }: { readonly rows: FailingRows }) {
  const [isLong, setLong] = useState(false);
  const shown = isLong ? first : first.slice(0, SHOWN_ROWS);
  const many = total === null ? "Rows" : `${count(total)} ${total === 1 ? "row" : "rows"}${first.length === 0 ? "" : ":"}`;
  return (
    <p className="rows">
      {many} {shown.map(count).join(", ")}
      {!isLong && first.length > SHOWN_ROWS && (
        <>
          {" "}
          <button type="button" className="link" onClick={() => setLong(true)}>
            {first.length === total ? "all" : `the first ${count(first.length)}`}
          </button>
        </>
      )}
      {sample !== undefined && (
        <>
          {" "}
          ({total === 1 ? "" : "the first: "}
          {sample.data === "" ? "an empty cell" : <code>{sample.data}</code>})
        </>
      )}
    </p>
  );
}

/** One remedy: what it does, what it costs, and its code or request. */
function RemedyEntry({ remedy, data, against }: { readonly remedy: Remedy; readonly data: CheckedData; readonly against: Against }) {
  const { by, label, consequence, python, request } = remedy;
  const changed = changedBy(remedy, data.side, against.signature);
  const apply = against.applied(data.side, remedy);
  return (
    <div>
      <dt>{WHO[by]}</dt>
      <dd>
        <Message text={label} />.{" "}
        <span className="quiet">
          <Message text={consequence} />
        </span>{" "}
        {apply !== null && (
          <button type="button" className="small" onClick={apply}>
            Apply
          </button>
        )}{" "}
        {changed !== null && <CopyButton label="Copy the Python that sets it" content={exportPythonSet(changed, against.model)} />}
        {request !== undefined && <CopyButton label="Copy the request" content={request.data} />}
        {python !== undefined && <CodeLine code={python} />}
      </dd>
    </div>
  );
}

/** Remedies, the smallest change first; those that lose something come last. */
export function RemedyList({
  remedies,
  data,
  against,
}: {
  readonly remedies: readonly Remedy[];
  readonly data: CheckedData;
  readonly against: Against;
}) {
  if (remedies.length === 0) return null;
  return (
    <dl className="remedies">
      {remedies.map((remedy, index) => (
        // Labels may repeat, and the list is never reordered.
        <RemedyEntry key={index} remedy={remedy} data={data} against={against} />
      ))}
    </dl>
  );
}

/** A refusal, and the columns that are refused for the same reason. */
export interface RefusalGroup {
  readonly refusal: Refusal;
  readonly others: readonly Refusal[];
  /** Remedies of the one column, or of several of them. */
  readonly remedies: readonly Remedy[];
  /** Remedies that each mend one of several columns. */
  readonly apart: readonly Remedy[];
}

const hasRows = ({ rows }: Refusal): boolean => rows !== undefined && (rows.first.length > 0 || rows.count !== null);

/** Separates the remedies that several refusals share, each once, from those of one alone. */
function sharedRemedies(lists: readonly (readonly Remedy[])[]): Pick<RefusalGroup, "remedies" | "apart"> {
  const [only = [], second] = lists;
  if (second === undefined) return { remedies: only, apart: [] };
  const byWords = new Map<string, Remedy[]>();
  for (const remedy of lists.flat()) appendTo(byWords, `${renderText(remedy.label)} ${remedy.python ?? ""}`, remedy);
  const all = [...byWords.values()];
  const first = (same: readonly Remedy[]) => same.slice(0, 1);
  return {
    remedies: all.filter(({ length }) => length > 1).flatMap(first),
    apart: all.filter(({ length }) => length === 1).flatMap(first),
  };
}

/** Groups refusals by their cause, in the order in which the causes come. */
export function refusalGroups(refusals: readonly Refusal[], perRefusal: readonly (readonly Remedy[])[]): readonly RefusalGroup[] {
  const groups = new Map<string, { readonly refusal: Refusal; readonly remedies: readonly Remedy[] }[]>();
  for (const [index, refusal] of refusals.entries()) appendTo(groups, causeOf(refusal), { refusal, remedies: perRefusal[index] ?? [] });
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const lists = group.map(({ remedies }) => remedies);
    return [{ refusal: first.refusal, others: others.map(({ refusal }) => refusal), ...sharedRemedies(lists) }];
  });
}

function RefusedColumn({
  column,
  data,
  against,
}: {
  readonly column: ColumnName | undefined;
  readonly data: CheckedData;
  readonly against: Against;
}) {
  if (column === undefined) return null;
  return (
    <button type="button" className="link column" onClick={() => against.openColumn(data.side, column)}>
      <code>{columnName(column)}</code>
    </button>
  );
}

/** The other columns that are refused for the same reason, with their rows. */
function OtherColumns({
  others,
  data,
  against,
}: {
  readonly others: readonly Refusal[];
  readonly data: CheckedData;
  readonly against: Against;
}) {
  const [isLong, setLong] = useState(false);
  const shown = isLong ? others : others.slice(0, SHOWN_COLUMNS);
  return (
    <>
      <p>
        <span className="quiet">For the same reason:</span>{" "}
        {shown.map(({ column }, index) => (
          // Columns may repeat, and the list is never reordered.
          <Fragment key={index}>
            {index > 0 && ", "}
            <RefusedColumn column={column} data={data} against={against} />
          </Fragment>
        ))}
        {shown.length < others.length && (
          <>
            {" "}
            <button type="button" className="link" onClick={() => setLong(true)}>
              and {count(others.length - shown.length)} more
            </button>
          </>
        )}
      </p>
      {shown.some(hasRows) && (
        <details>
          <summary>Rows of these columns</summary>
          {shown.map(
            ({ column, rows }, index) =>
              rows !== undefined && (
                <div key={index}>
                  <RefusedColumn column={column} data={data} against={against} /> <Rows rows={rows} />
                </div>
              ),
          )}
        </details>
      )}
    </>
  );
}

/** One refusal in MLflow's own words, with the rows at fault and the remedies. */
export function RefusalItem({
  group: { refusal, remedies, apart, others },
  isOpen,
  data,
  against,
}: {
  readonly group: RefusalGroup;
  /** Whether the remedies of single columns are shown at once: nothing else mends them together. */
  readonly isOpen: boolean;
  readonly data: CheckedData;
  readonly against: Against;
}) {
  const { column, error, message, rows } = refusal;
  return (
    <li className="refusal">
      <p>
        <RefusedColumn column={column} data={data} against={against} /> <code className="quiet">{error}</code> <Message text={message} />
      </p>
      {rows !== undefined && hasRows(refusal) && <Rows rows={rows} />}
      {others.length > 0 && <OtherColumns others={others} data={data} against={against} />}
      <RemedyList remedies={remedies} data={data} against={against} />
      {apart.length > 0 && (
        <details open={isOpen}>
          <summary>{apart.length === 1 ? "1 remedy for one column" : `${count(apart.length)} remedies, each for one column`}</summary>
          <RemedyList remedies={apart} data={data} against={against} />
        </details>
      )}
    </li>
  );
}
