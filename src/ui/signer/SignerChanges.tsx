import type { SignatureDifference } from "../../core/diff/diff-signatures.ts";
import { type ErrorData, renderText, type Text } from "../../core/errors.ts";
import type { Problem } from "../../core/signers/signer.ts";
import { Message } from "../kit/Message.tsx";
import { columnName, count } from "../store/text/format.ts";
import type { Trial } from "./use-trial.ts";

/** More lines than this are counted and not shown. */
const MOST_LINES = 200;

/** Columns that are named in a line. */
const MOST_NAMES = 6;

const MARKS = { stops: "✗", warns: "!", notes: "i" } as const;

const KINDS: Readonly<Record<SignatureDifference["kind"], string>> = {
  added: "added",
  removed: "removed",
  type: "type",
  required: "required",
  default: "default",
  order: "order",
};

function DifferenceRow({ difference: { side, kind, name, before, after } }: { readonly difference: SignatureDifference }) {
  return (
    <tr data-kind={kind}>
      <td>{side}</td>
      <td className="name">{name === "" ? "all columns" : name}</td>
      <td className="kind">{KINDS[kind]}</td>
      <td>
        {before !== "" && <del>{before}</del>} {after !== "" && <ins>{after}</ins>}
      </td>
    </tr>
  );
}

function Differences({ differences }: { readonly differences: readonly SignatureDifference[] }) {
  if (differences.length === 0) return <p>Nothing changes: the signature is the same.</p>;
  return (
    <>
      <p>
        {count(differences.length)} {differences.length === 1 ? "change" : "changes"} to the signature.
      </p>
      {/* It scrolls, so keyboards must reach it. */}
      <section className="change-lines" tabIndex={0} aria-label="Changes, column by column">
        <table aria-label="What changes">
          <thead>
            <tr>
              <th>side</th>
              <th>column</th>
              <th>what</th>
              <th>change</th>
            </tr>
          </thead>
          <tbody>
            {differences.slice(0, MOST_LINES).map((difference) => (
              <DifferenceRow key={`${difference.side}${difference.kind}${difference.name}`} difference={difference} />
            ))}
          </tbody>
        </table>
        {differences.length > MOST_LINES && <p>{count(differences.length - MOST_LINES)} more like these.</p>}
      </section>
    </>
  );
}

/** The columns that a problem touches, as long as they are few. */
function ColumnNames({ columns }: Pick<Problem, "columns">) {
  const more = columns.length - MOST_NAMES;
  return (
    <>
      {columns.slice(0, MOST_NAMES).map((name, index) => (
        <code key={index}>{columnName(name)} </code>
      ))}
      {more > 0 && `and ${count(more)} more`}
    </>
  );
}

/** Whether a message names its columns itself. */
const isNamedIn = (message: Text, [first]: Problem["columns"]): boolean =>
  first !== undefined && renderText(message).includes(`\`${columnName(first ?? undefined)}\``);

function NewProblems({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    // It scrolls, so keyboards must reach it.
    <ul className="new-problems" tabIndex={0} aria-label="What it would report">
      {problems.slice(0, MOST_LINES).map(({ severity, side, columns, message }, index) => (
        <li key={index} className={`bar ${severity}`}>
          <p>
            <strong>
              <span aria-hidden="true">{MARKS[severity]}</span> {severity}
            </strong>{" "}
            <span className="side">{side}:</span> <Message text={message} />{" "}
            {!isNamedIn(message, columns) && <ColumnNames columns={columns} />}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What went wrong, and what to do about it. */
export function Failed({ error, id }: { readonly error: ErrorData; readonly id?: string }) {
  return (
    <div role="alert" className="failed" id={id}>
      <p className="failure">
        <Message text={error.message} />
      </p>
      {error.remedy !== undefined && <p>{error.remedy}</p>}
    </div>
  );
}

/** What a signer would change in the signature, before it is used. */
export function SignerChanges({
  trial,
  isWrong,
  isInUse,
}: {
  readonly trial: Trial;
  readonly isWrong: boolean;
  readonly isInUse: boolean;
}) {
  if (isWrong) return <p className="quiet">Correct the config to see what it changes.</p>;
  if (isInUse && trial.phase !== "failed") return <p className="quiet">This is the signer in use.</p>;
  switch (trial.phase) {
    case "idle":
      return <p className="quiet">Nothing is signed yet. It will sign what you drop.</p>;
    case "trying":
      return <p className="quiet">Signing with it…</p>;
    case "failed":
      return <Failed error={trial.error} />;
    case "tried":
      return (
        <>
          <Differences differences={trial.differences} />
          <NewProblems problems={trial.problems} />
        </>
      );
  }
}
