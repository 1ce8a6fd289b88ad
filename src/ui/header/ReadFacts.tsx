import type { DataSide } from "../../worker/protocol.ts";
import type { Actions } from "../store/page-actions.ts";
import type { SideState } from "../store/state/shown-state.ts";
import { bytes, count } from "../store/text/format.ts";
import { UnreadMark } from "./UnreadMark.tsx";

/** The file that was read, its size, and the Python line that reads it in the same way. */
export function ReadFacts({
  side,
  current,
  actions,
}: {
  readonly side: DataSide;
  readonly current: Extract<SideState, { phase: "ready" }>;
  readonly actions: Actions;
}) {
  const { summary } = current;
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
      </div>
      <UnreadMark current={current} onVerify={() => actions.verify(side)} onCancel={() => actions.cancel(side)} />
      {/* It scrolls where it is long, so keyboards must reach it. */}
      <code className="python-line" tabIndex={0} title={summary.pythonRead.expression}>
        {summary.pythonRead.expression}
      </code>
    </>
  );
}
