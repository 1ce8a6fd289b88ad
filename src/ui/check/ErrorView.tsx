import { useEffect, useMemo } from "react";
import type { RecognisedError } from "../../core/validation/error-message.ts";
import { Message } from "../components/Message.tsx";
import type { Against } from "./against.ts";
import type { CheckRow } from "./check-state.ts";
import { CAUSES } from "./check-words.ts";
import { type ErrorReading, type NamedColumn, readError } from "./error-reading.ts";

const WAYS_IN = {
  predict: "It was raised by predict: an object was handed over in Python.",
  scoring: "It came from the scoring server: a request was sent.",
} as const;

function ColumnLine({
  column: { name, declared },
  error,
  against,
}: {
  readonly column: NamedColumn;
  readonly error: RecognisedError;
  readonly against: Against | null;
}) {
  const side = error.cause === "params" ? "params" : "inputs";
  return (
    <li>
      {against === null || declared === null ? (
        <code>{name}</code>
      ) : (
        <button type="button" className="link column" onClick={() => against.openColumn(side, name)}>
          <code>{name}</code>
        </button>
      )}
      {declared !== null && <span className="quiet"> declared {declared}</span>}
      {against !== null && declared === null && <span className="quiet"> not in this signature</span>}
    </li>
  );
}

function Reproduced({
  cause,
  reading: { needs, reproduction, mayDiffer },
}: {
  readonly cause: RecognisedError["cause"];
  readonly reading: ErrorReading;
}) {
  if (needs === "signature")
    return (
      <p className="asks">
        Drop the model's MLmodel, its folder or its signature: then the column is shown, and data can be held against it.
      </p>
    );
  if (needs === "data" || reproduction === null)
    return (
      <p className="asks">
        {cause === "params"
          ? "Drop the params that were sent, as params.json, here in Check, or paste the request: then it is told whether they reproduce the error."
          : "Drop the data that was sent, here in Check: then it is told whether it reproduces the error, and in which rows."}
      </p>
    );
  return (
    <>
      {reproduction.kind === "same" && (
        <p>
          <strong>Reproduced</strong> by <span className="file-name">{reproduction.name}</span>:{" "}
          <Message text={reproduction.refusal.message} />
        </p>
      )}
      {reproduction.kind === "same column" && (
        <p>
          <strong>Not the same</strong>: <span className="file-name">{reproduction.name}</span> is refused in this column for another
          reason: <Message text={reproduction.refusal.message} />
        </p>
      )}
      {reproduction.kind === "none" && (
        <p>
          <strong>Not reproduced</strong> by <span className="file-name">{reproduction.name}</span>.
        </p>
      )}
      {mayDiffer.length > 0 && (
        <>
          <p>What may differ:</p>
          <ul className="changes">
            {mayDiffer.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** An error message of MLflow, taken apart: its cause, its columns, the way in, and whether the data at hand reproduces it. */
export function ErrorView({
  error,
  against,
  rows,
}: {
  readonly error: RecognisedError;
  readonly against: Against | null;
  readonly rows: readonly CheckRow[];
}) {
  const reading = useMemo(() => readError(error, against, rows), [error, against, rows]);
  const { found, expected, via } = error;
  const first = reading.columns.find(({ declared }) => declared !== null)?.name;
  const side = error.cause === "params" ? "params" : "inputs";
  // The message's column is opened once, when it is recognised; what the user opens then is left alone.
  const openColumn = against?.openColumn;
  useEffect(() => {
    if (first !== undefined) openColumn?.(side, first);
  }, [first, side, openColumn]);
  return (
    <section className="error-view" aria-label="Recognised error">
      <p>
        {error.error !== null && <code className="quiet">{error.error}</code>} <strong>{CAUSES[error.cause]}</strong>
      </p>
      {reading.columns.length > 0 && (
        <ul className="named">
          {reading.columns.map((column) => (
            <ColumnLine key={column.name} column={column} error={error} against={against} />
          ))}
        </ul>
      )}
      {(found !== null || expected !== null) && (
        <p>
          {found !== null && (
            <>
              It had <code>{found}</code>
            </>
          )}
          {found !== null && expected !== null && ", "}
          {expected !== null && (
            <>
              {found === null ? "The" : "the"} signature asks for <code>{expected}</code>
            </>
          )}
          .
        </p>
      )}
      <p className="quiet">{via === null ? "Both ways in say it in these words." : WAYS_IN[via]}</p>
      <Reproduced cause={error.cause} reading={reading} />
    </section>
  );
}
