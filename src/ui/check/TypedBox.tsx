import { useMemo, useRef } from "react";
import { Message } from "../kit/Message.tsx";
import type { CheckActions } from "../store/page-actions.ts";
import { excerptOf, type Fault, readTypedText, type TypedText } from "../store/routing/typed-text.ts";
import { type CheckState, foundOf } from "../store/state/check-state.ts";
import { count } from "../store/text/format.ts";
import type { Against } from "./against.ts";
import { ErrorView } from "./ErrorView.tsx";
import { CopyCurl, type FirstRowsOf, SampleRequest } from "./SampleRequest.tsx";
import { useMessageTools } from "./use-message-tools.ts";
import { VerdictDetail } from "./VerdictDetail.tsx";

const KINDS: Readonly<Record<TypedText["kind"], string>> = {
  nothing: "",
  request: "A request's JSON, judged as the scoring server does.",
  "broken request": "",
  error: "",
  "other error": "This is not one of MLflow's messages about signatures.",
  data: "Neither JSON nor a message of MLflow.",
};

/** So many places are listed; the rest is counted. */
const SHOWN_FAULTS = 8;

/** The places at fault in a request, each with the text around it; its button puts the cursor there. */
function Faults({
  source,
  faults,
  onGo,
}: {
  readonly source: string;
  readonly faults: readonly Fault[];
  readonly onGo: (fault: Fault) => void;
}) {
  return (
    <ul className="faults" aria-label="Places at fault">
      {faults.slice(0, SHOWN_FAULTS).map((fault) => {
        const { line, before, at, after } = excerptOf(source, fault);
        return (
          <li key={`${fault.start} ${fault.end}`}>
            <button type="button" className="link" onClick={() => onGo(fault)}>
              line {count(line)}
            </button>
            <code className="excerpt">
              {before}
              <mark>{at === "" ? "␤" : at}</mark>
              {after}
            </code>
            <span className="failure">
              <Message text={fault.message} />
            </span>
          </li>
        );
      })}
      {faults.length > SHOWN_FAULTS && <li className="quiet">and {count(faults.length - SHOWN_FAULTS)} more</li>}
    </ul>
  );
}

/** One box for what is typed or pasted: a request's body, checked while it is typed, an error message, or a little data. */
export function TypedBox({
  check,
  actions,
  against,
  firstRows,
}: {
  readonly check: CheckState;
  readonly actions: CheckActions;
  readonly against: Against | null;
  readonly firstRows: FirstRowsOf | null;
}) {
  const box = useRef<HTMLTextAreaElement>(null);
  const { text, rows } = check;
  const tools = useMessageTools();
  const typed = useMemo(() => readTypedText(text, tools), [text, tools]);
  const goTo = ({ start, end }: Fault) => {
    box.current?.focus();
    box.current?.setSelectionRange(start, end);
  };
  const request = rows.find(({ origin }) => origin === "request");
  const answer = (request && foundOf(request)) ?? undefined;
  const corrected = answer?.checked.find((data) => data.corrected !== undefined)?.corrected?.data ?? null;
  const faults = typed.kind === "broken request" ? [typed.fault] : typed.kind === "request" ? (answer?.marks ?? []) : [];
  return (
    <div className="typed">
      <label htmlFor="typed-text">Request body or error message</label>
      <textarea
        id="typed-text"
        ref={box}
        rows={5}
        spellCheck={false}
        aria-invalid={faults.length > 0}
        placeholder={'{"dataframe_split": {"columns": […], "data": […]}}, or MlflowException: Failed to enforce schema …'}
        value={text}
        onChange={(event) => actions.type(event.target.value)}
      />
      {against !== null && (
        <SampleRequest signature={against.signature} firstRows={firstRows} isEmpty={text === ""} onRequest={actions.type} />
      )}
      {KINDS[typed.kind] !== "" && (
        <p className="quiet typed-kind">
          {KINDS[typed.kind]} {typed.kind === "request" && against === null && "It is checked once there is a signature. "}
          {typed.kind === "request" && <CopyCurl body={text} />}
          {typed.kind === "data" && (
            <button type="button" className="small" onClick={actions.addTyped}>
              Check it as data
            </button>
          )}
        </p>
      )}
      {faults.length > 0 && <Faults source={text} faults={faults} onGo={goTo} />}
      {corrected !== null && (
        <p>
          It can be written so that the model takes it, with the same values.{" "}
          <button type="button" className="small" onClick={() => actions.type(corrected)}>
            Correct it
          </button>
        </p>
      )}
      {typed.kind === "request" && answer !== undefined && against !== null && (
        <section className="typed-verdict" aria-label="Findings of the request" aria-busy={request?.outcome.phase !== "done"}>
          <VerdictDetail checked={answer.checked} against={against} />
        </section>
      )}
      {request?.outcome.phase === "failed" && (
        <p className="failure">
          <Message text={request.outcome.error.message} /> {request.outcome.error.remedy}
        </p>
      )}
      {typed.kind === "error" && tools !== null && <ErrorView error={typed.error} tools={tools} against={against} rows={rows} />}
    </div>
  );
}
