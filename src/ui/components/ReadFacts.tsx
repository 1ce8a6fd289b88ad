import type { Handing, ToForm } from "../../core/python/handing.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { bytes, count } from "../state/format.ts";
import type { SideState } from "../state/state.ts";
import type { Actions } from "../store/page-actions.ts";
import { UnreadMark } from "./UnreadMark.tsx";

const FORMS: readonly { readonly value: ToForm | "table"; readonly label: string }[] = [
  { value: "table", label: "DataFrame" },
  { value: "series", label: "Series" },
  { value: "numpy", label: "array" },
  { value: "column", label: "1-D array" },
];

const withForm = ({ to: _, ...rest }: Handing, value: string): Handing => {
  const form = FORMS.find((one) => one.value === value)?.value;
  return form === undefined || form === "table" ? rest : { ...rest, to: form };
};

/** What was read: the file, its size, the form that it is handed over in, and the Python line that reads it so. */
export function ReadFacts({
  side,
  current,
  actions,
}: {
  readonly side: DataSide;
  readonly current: Extract<SideState, { phase: "ready" }>;
  readonly actions: Actions;
}) {
  const { summary, handing } = current;
  const size = summary.files.reduce((sum, file) => sum + file.byteLength, 0);
  const names = summary.files.length > 3 ? `${count(summary.files.length)} files` : summary.files.map(({ name }) => name).join(", ");
  return (
    <>
      <div className="facts">
        <strong className="file-name" title={names}>
          {names}
        </strong>
        <span className="quiet">
          {summary.format} · {bytes(size)}
          {summary.rowCount === null ? "" : ` · ${count(summary.rowCount)} ${summary.rowCount === 1 ? "row" : "rows"}`}
        </span>
        {summary.datasetKind === "table" && (
          <label className="form-choice">
            <span className="quiet">{side === "outputs" ? "predict returned" : "as"}</span>{" "}
            <select
              className="small"
              value={handing.to ?? "table"}
              onChange={(event) => actions.hand(side, withForm(handing, event.target.value))}
            >
              {FORMS.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <UnreadMark current={current} onVerify={() => actions.verify(side)} onCancel={() => actions.cancel(side)} />
      {/* It scrolls where it is long, so keyboards must reach it. */}
      <code className="python-line" tabIndex={0} title={summary.pythonRead.expression}>
        {summary.pythonRead.expression}
      </code>
    </>
  );
}
