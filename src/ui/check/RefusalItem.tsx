import { useState } from "react";
import { exportPythonSet } from "../../core/exporters/python-set.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import { type ParamRemedies, remediesForParam } from "../../core/validation/param-remedies.ts";
import { type Remedies, remediesFor } from "../../core/validation/remedies.ts";
import { changedFor } from "../../core/validation/reports/changed-signature.ts";
import type { CheckedData } from "../../core/validation/reports/check-report.ts";
import type { FailingRows, Refusal, Way } from "../../core/validation/verdict.ts";
import { Message } from "../components/Message.tsx";
import { columnName, count } from "../state/format.ts";
import { useCopy } from "../state/use-copy.ts";
import type { Against } from "./against.ts";

/** So many row numbers are shown before the rest is asked for. */
const SHOWN_ROWS = 10;

/** Which rows are at fault: the first few, and on asking the first hundred. */
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
      {sample !== undefined && <> ({sample.data === "" ? "an empty cell" : <code>{sample.data}</code>})</>}
    </p>
  );
}

export function CopyButton({ label, content }: { readonly label: string; readonly content: string }) {
  const { copied, copy } = useCopy();
  return (
    <button type="button" className="small" onClick={() => void copy("code", content)}>
      {copied === "code" ? "Copied" : copied === "refused" ? "The browser refused" : label}
    </button>
  );
}

/** The two ways out of a refusal, each with what it costs. */
function RemedyList({
  remedies: { caller, model },
  changed,
  against,
}: {
  readonly remedies: Remedies | ParamRemedies;
  /** The signature that the model's remedy makes; null where there is none. */
  readonly changed: ModelSignature | null;
  readonly against: Against;
}) {
  if (caller === null && model === null) return null;
  return (
    <dl className="remedies">
      {caller !== null && (
        <div>
          <dt>Caller</dt>
          <dd>
            <Message text={caller.label} />. <span className="quiet">{caller.consequence}</span>
            {caller.code !== undefined && (
              <span className="code-line">
                <code>{caller.code}</code>
                <CopyButton label="Copy" content={caller.code} />
              </span>
            )}
          </dd>
        </div>
      )}
      {model !== null && (
        <div>
          <dt>Model</dt>
          <dd>
            <Message text={model.label} />. <span className="quiet">{model.consequence}</span>{" "}
            {changed !== null && <CopyButton label="Copy the Python that sets it" content={exportPythonSet(changed, against.model)} />}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The ways out of a refusal of data or of a parameter, with the signature that the model would have. */
function Ways({
  refusal,
  data: { side, schema, params },
  via,
  against,
}: {
  readonly refusal: Refusal;
  readonly data: CheckedData;
  readonly via: Way;
  readonly against: Against;
}) {
  const changed = changedFor(refusal, side, via, against.signature);
  if (side === "params") return <RemedyList remedies={remediesForParam(refusal, params, via)} changed={changed} against={against} />;
  if (schema === null) return null;
  const remedies = remediesFor(refusal, schema, via);
  return <RemedyList remedies={remedies} changed={changed} against={against} />;
}

/** One refusal in MLflow's own words, with the rows at fault and both ways out. */
export function RefusalItem({
  refusal,
  data,
  via,
  against,
}: {
  readonly refusal: Refusal;
  readonly data: CheckedData;
  readonly via: Way;
  readonly against: Against;
}) {
  const { column, error, message, rows } = refusal;
  return (
    <li className="refusal">
      <p>
        {column !== undefined && (
          <button type="button" className="link column" onClick={() => against.openColumn(data.side, column)}>
            <code>{columnName(column)}</code>
          </button>
        )}{" "}
        <code className="quiet">{error}</code> <Message text={message} />
      </p>
      {rows !== undefined && (rows.first.length > 0 || rows.count !== null) && <Rows rows={rows} />}
      <Ways refusal={refusal} data={data} via={via} against={against} />
    </li>
  );
}
