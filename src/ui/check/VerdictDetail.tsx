import { useMemo, useState } from "react";
import { changedBy, setCode } from "../../core/validation/reports/changed-signature.ts";
import { adviceOn, type CheckedData, changesOf, requestText, requestVerdict } from "../../core/validation/reports/check-report.ts";
import type { Verdict } from "../../core/validation/verdict.ts";
import { Message } from "../kit/Message.tsx";
import { CopyButton } from "../shared/CopyButton.tsx";
import { columnName, count } from "../store/text/format.ts";
import type { Against } from "./against.ts";
import { verdictWords } from "./check-words.ts";
import { RefusalItem, RemedyList, refusalGroups } from "./RefusalItem.tsx";

/** So many causes are listed; the rest on request. The report has all. */
const SHOWN_CAUSES = 20;

function titleOf({ side }: CheckedData, verdict: Verdict): string {
  if (side === "params") return "Params";
  return wayTitle(verdict);
}

function wayTitle(verdict: Verdict): string {
  const way = verdict.via === "predict" ? "predict(DataFrame)" : `Scoring server (${requestText(verdict)})`;
  return verdict.isEnforced ? way : "Outputs, by the same rules: MLflow does not enforce them";
}

/** A verdict in a line, which also counts the rows. */
function Headline({ title, verdict }: { readonly title: string; readonly verdict: Verdict }) {
  const { mark, word, tone } = verdictWords(verdict);
  return (
    <h3>
      {title}:{" "}
      <span className={`tone-${tone}`}>
        {mark} {word}
      </span>
      {verdict.rowCount !== null && (
        <span className="quiet">
          {" "}
          {count(verdict.rowCount)} {verdict.rowCount === 1 ? "row" : "rows"}
        </span>
      )}
    </h3>
  );
}

/** One verdict in detail: every refusal, what only Python can decide, and what MLflow would change silently. */
function OneVerdict({
  title,
  data,
  verdict,
  against,
}: {
  readonly title: string;
  readonly data: CheckedData;
  readonly verdict: Verdict;
  readonly against: Against;
}) {
  const [isLong, setLong] = useState(false);
  const changes = changesOf(verdict, { showValues: true });
  const advice = adviceOn(data, verdict);
  const all = useMemo(() => refusalGroups(verdict.refusals, advice?.perRefusal ?? []), [verdict, advice]);
  const groups = isLong ? all : all.slice(0, SHOWN_CAUSES);
  const hidden = all.length - groups.length;
  const whole = verdict.refusals.length > 1 ? (advice?.whole ?? []) : [];
  return (
    <section className="one-verdict">
      <Headline title={title} verdict={verdict} />
      {verdict.kind === "proves nothing" && (
        <p>
          A signature of <code>any</code> accepts everything: nothing was validated.
        </p>
      )}
      <ul className="refusals">
        {groups.map((group, index) => (
          // Columns may repeat, and the list is never reordered.
          <RefusalItem key={index} group={group} isOpen={whole.length === 0} data={data} against={against} />
        ))}
        {verdict.undecided.map(({ column, message }, index) => (
          <li key={`undecided ${index}`} className="refusal">
            {column !== undefined && <code>{columnName(column)}</code>} Only Python can tell: <Message text={message} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className="small" onClick={() => setLong(true)}>
          {count(hidden)} more
        </button>
      )}
      {advice?.notes.map(({ message }, index) => (
        <p key={`note ${index}`}>
          <Message text={message} />
        </p>
      ))}
      {whole.length > 0 && (
        <>
          <p>Remedies for all at once:</p>
          <RemedyList remedies={whole} data={data} against={against} />
        </>
      )}
      {changes.length > 0 && (
        <ul className="changes quiet">
          {changes.map((change) => (
            <li key={change} className={change.startsWith("warning: ") ? "tone-warns" : undefined}>
              {change}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The signature under which neither way refuses the data, if several do now. */
function AllChanges({ data: { side, verdicts, change }, against }: { readonly data: CheckedData; readonly against: Against }) {
  const refused = verdicts.filter(({ kind }) => kind === "refused").length;
  const code = useMemo(
    () => (change === undefined ? null : setCode(changedBy(change, side, against.signature), against.model)),
    [side, change, against],
  );
  if (refused < 2 || code === null) return null;
  return (
    <p>
      A signature that both accept: <CopyButton label="Copy the Python that sets it" content={code} />
    </p>
  );
}

/** Everything that was found about one row of the table. */
export function VerdictDetail({ checked, against }: { readonly checked: readonly CheckedData[]; readonly against: Against }) {
  return checked.map((data) => {
    const request = requestVerdict(data, checked);
    return (
      <div key={data.side} className="verdict-detail">
        {request !== null && <Headline title={wayTitle(request)} verdict={request} />}
        {data.verdicts.map((verdict) => (
          <OneVerdict
            key={verdict.via}
            title={request === null ? titleOf(data, verdict) : "Inputs"}
            data={data}
            verdict={verdict}
            against={against}
          />
        ))}
        <AllChanges data={data} against={against} />
      </div>
    );
  });
}
