import { useEffect, useMemo } from "react";
import type { RecognisedError } from "../../core/messages/recognise.ts";
import { Message } from "../kit/Message.tsx";
import type { MessageTools } from "../store/routing/load-message-tools.ts";
import type { CheckRow } from "../store/state/check-state.ts";
import type { Against } from "./against.ts";
import { type ErrorReading, type NamedColumn, readError } from "./error-reading.ts";
import { MessageAdvice } from "./MessageAdvice.tsx";

/** Where MLflow says it. */
function whereSaid({ stage, via, level }: RecognisedError): string {
  const what = level === "warning" ? "a warning" : "an error";
  switch (stage) {
    case "logging":
      return `MLflow writes this, ${what}, while a model is logged or its signature inferred.`;
    case "registering":
      return `Unity Catalog writes this, ${what}, while a model is registered.`;
    case "declaring":
      return `MLflow writes this, ${what}, while a schema is built or read.`;
    case "spark":
      return `mlflow.pyfunc.spark_udf writes this, ${what}.`;
    default:
      if (via === null) return "predict and the scoring server both use this wording.";
      return via === "predict" ? "predict raises it, for data that Python passed." : "The scoring server answers it to a request.";
  }
}

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
        {cause === "params" ? "To reproduce it" : "To see which rows fail"}: drop the model's MLmodel, its folder or its signature, then the{" "}
        {cause === "params" ? "params" : "data"}.
      </p>
    );
  if (needs === "data")
    return (
      <p className="asks">
        {cause === "params"
          ? "To reproduce it: drop the params that were sent, as params.json, or paste the request."
          : "To see which rows fail: drop the data that was sent, here in Check."}
      </p>
    );
  if (reproduction === null) return null;
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

function Types({ error: { found, expected } }: { readonly error: RecognisedError }) {
  if (found === null && expected === null) return null;
  return (
    <p>
      {found !== null && (
        <>
          The data has <code>{found}</code>
        </>
      )}
      {found !== null && expected !== null && ", "}
      {expected !== null && (
        <>
          {found === null ? "Expected: " : "expected is "}
          <code>{expected}</code>
        </>
      )}
      .
    </p>
  );
}

/** A message of MLflow, taken apart: why it is raised, its columns and types, what to do, and whether the data on the page reproduces it. */
export function ErrorView({
  error,
  tools,
  against,
  rows,
}: {
  readonly error: RecognisedError;
  readonly tools: MessageTools;
  readonly against: Against | null;
  readonly rows: readonly CheckRow[];
}) {
  const reading = useMemo(() => readError(error, against, rows, tools), [error, against, rows, tools]);
  const first = reading.columns.find(({ declared }) => declared !== null)?.name;
  const side = error.cause === "params" ? "params" : "inputs";
  // The message's column is marked once, when it is recognised; later selections of the user stay.
  const markColumn = against?.markColumn;
  useEffect(() => {
    if (first !== undefined) markColumn?.(side, first);
  }, [first, side, markColumn]);
  return (
    <section className="error-view" aria-label="Recognised error">
      <p>
        {error.error !== null && <code className="quiet">{error.error}</code>} <strong>{error.why}</strong>
      </p>
      {reading.columns.length > 0 && (
        <ul className="named">
          {reading.columns.map((column) => (
            <ColumnLine key={column.name} column={column} error={error} against={against} />
          ))}
        </ul>
      )}
      <Types error={error} />
      {error.inner !== null && (
        <p>
          It quotes: <code>{error.inner}</code>
        </p>
      )}
      <p className="quiet">
        {whereSaid(error)}
        {error.isCut && " The text is cut off: paste all of it for more."}
      </p>
      <MessageAdvice advice={error.advice} />
      <Reproduced cause={error.cause} reading={reading} />
      {error.others.length > 0 && <Others others={error.others} />}
    </section>
  );
}

/** Further messages in the same text. */
function Others({ others }: { readonly others: readonly RecognisedError[] }) {
  return (
    <>
      <p>The text has {others.length === 1 ? "another message" : `${others.length} more messages`}:</p>
      <ul className="changes">
        {others.map((other, index) => (
          <li key={index}>
            {other.columns.length > 0 && <code>{other.columns.join(", ")}</code>} {other.why}
            <MessageAdvice advice={other.advice} />
          </li>
        ))}
      </ul>
    </>
  );
}
