import { useEffect, useState } from "react";
import type { CheckReport } from "../../core/validation/reports/check-report.ts";
import type { FilePart } from "../../worker/protocol.ts";
import { usePanelFocus } from "../kit/use-panel-focus.ts";
import { FileChooser } from "../shared/FileChooser.tsx";
import type { CheckActions } from "../store/page-actions.ts";
import { typedOptions } from "../store/routing/check-plan.ts";
import { type CheckRow, type CheckState, checkedOf } from "../store/state/check-state.ts";
import type { Against } from "./against.ts";
import { CheckTable } from "./CheckTable.tsx";
import { ReportMenu } from "./ReportMenu.tsx";
import type { FirstRowsOf } from "./SampleRequest.tsx";
import { TypedBox } from "./TypedBox.tsx";
import { VerdictDetail } from "./VerdictDetail.tsx";
import "./check.css";

/** Reader options for what is checked, as a dict; taken when the field is left or Enter is pressed. */
function OptionsField({
  options,
  inherited,
  onChange,
}: {
  readonly options: string | null;
  readonly inherited: string;
  readonly onChange: (options: string | null) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? options ?? inherited;
  const isBad = typedOptions(shown) === null;
  const take = () => {
    if (draft !== null && !isBad) onChange(draft === inherited ? null : draft);
  };
  return (
    <label className="check-options">
      Reader options
      <input
        type="text"
        spellCheck={false}
        placeholder="{'sep': ';'}"
        aria-invalid={isBad}
        value={shown}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === "Enter" && take()}
      />
      <span className={isBad ? "failure" : "quiet"}>
        {isBad ? "Write a dict." : "only for predict: the scoring server parses the bytes as they are"}
      </span>
    </label>
  );
}

function Findings({ row, against }: { readonly row: CheckRow | undefined; readonly against: Against | null }) {
  if (row === undefined || row.outcome.phase !== "done" || against === null) return null;
  return (
    <section className="check-findings" aria-label={`Findings of ${row.name}`} tabIndex={0}>
      <h3>{row.name}</h3>
      <VerdictDetail checked={row.outcome.checked} against={against} />
    </section>
  );
}

/** The check: the data with its verdicts, their details, and the box for requests and error messages. */
export function CheckPanel({
  check,
  actions,
  against,
  inheritedOptions,
  firstRows,
  isWide,
  onWiden,
  onFiles,
}: {
  readonly check: CheckState;
  readonly actions: CheckActions;
  /** Null while there is no signature. */
  readonly against: Against | null;
  /** The reader options of the side that signed, as a dict. */
  readonly inheritedOptions: string;
  /** The first rows of the inputs, for a sample request; null where they cannot be had. */
  readonly firstRows: FirstRowsOf | null;
  /** Whether the check has the whole window. */
  readonly isWide: boolean;
  /** Gives it the whole window, or takes that back; null if there is no table that could be next to it. */
  readonly onWiden: (() => void) | null;
  readonly onFiles: (files: readonly FilePart[]) => void;
}) {
  const { rows, openedKey } = check;
  // What is typed has its verdict below the box, so that nothing above it moves.
  const data = rows.filter(({ origin }) => origin !== "request");
  const opened = data.find(({ key }) => key === openedKey);
  const report: CheckReport = {
    signature: against?.name ?? "",
    declared: against?.signature ?? null,
    model: against?.model ?? null,
    checked: checkedOf(rows),
  };
  const isBlank = against === null && rows.length === 0;
  const panel = usePanelFocus<HTMLElement>({ first: isBlank ? "textarea" : null, fallback: ".open-check" });
  useEffect(() => {
    // What was just opened may be below the fold of a narrow screen.
    if (openedKey !== null) panel.current?.scrollIntoView?.({ block: "nearest" });
  }, [openedKey, panel]);
  return (
    <section
      ref={panel}
      className="check"
      aria-label="Check"
      tabIndex={-1}
      onKeyDown={(event) => event.key === "Escape" && actions.show(false)}
    >
      <div className="check-head">
        <h2>Check data</h2>
        <FileChooser name="Data to check" label="Choose files" isSmall multiple onFiles={onFiles} />
        {onWiden !== null && (
          <button type="button" className="small" aria-pressed={isWide} onClick={onWiden}>
            Full window
          </button>
        )}
        <button type="button" className="small" aria-label="Close the check" onClick={() => actions.show(false)}>
          Close
        </button>
      </div>
      <div className="check-body">
        <div className="check-main">
          {against === null ? (
            <p className="asks">
              There is no signature yet. An error message is explained without one; to check data, drop inputs and outputs, a model, or a
              signature.
            </p>
          ) : (
            <p className="quiet">
              Would a model with the signature of <span className="file-name">{against.name}</span> accept this data? Drop new data, a
              request or an error message.
            </p>
          )}
          <CheckTable
            rows={data}
            openedKey={openedKey}
            canChoose={against !== null && against.signature.inputs !== null && against.signature.outputs !== null}
            actions={actions}
          />
        </div>
        <Findings row={opened} against={against} />
        <div className="check-main">
          <TypedBox check={check} actions={actions} against={against} firstRows={firstRows} />
          <div className="check-foot">
            <OptionsField options={check.options} inherited={inheritedOptions} onChange={actions.setOptions} />
            <ReportMenu report={report} />
          </div>
        </div>
      </div>
    </section>
  );
}
