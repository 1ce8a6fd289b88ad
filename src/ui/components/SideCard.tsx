import type { Handing, ToForm } from "../../core/python/handing.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { bytes, count } from "../state/format.ts";
import type { SideState, State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { FileChooser } from "./FileChooser.tsx";
import { Message } from "./Message.tsx";
import { OptionsEditor } from "./OptionsEditor.tsx";
import { ReadingProgress } from "./ReadingProgress.tsx";

const TITLES: Readonly<Record<DataSide, string>> = { inputs: "Model inputs", outputs: "Model outputs" };
const HINTS: Readonly<Record<DataSide, string>> = {
  inputs: "CSV, Parquet, Feather, Arrow, JSON, npy, npz",
  outputs: "what predict returned",
};

const FORMS: readonly { readonly value: ToForm | "table"; readonly label: string }[] = [
  { value: "table", label: "as read: DataFrame" },
  { value: "series", label: "Series (first column)" },
  { value: "numpy", label: "array (to_numpy)" },
  { value: "column", label: "array of the first column" },
];

const withForm = ({ to: _, ...rest }: Handing, value: string): Handing => (value === "table" ? rest : { ...rest, to: value as ToForm });

/** One side: where to drop, what is being read, or what was read and how. */
export function SideCard({ side, state, actions }: { readonly side: DataSide; readonly state: State; readonly actions: Actions }) {
  const current = state.sides[side];
  const other = state.sides[side === "inputs" ? "outputs" : "inputs"];
  return (
    <>
      <div className="zone-head">
        <h2>{TITLES[side]}</h2>
        <FileChooser
          name={TITLES[side]}
          label={current.phase === "empty" ? "Choose a file" : "Replace"}
          multiple
          onFiles={(files) => actions.drop(files, side)}
        />
        {current.phase !== "empty" && (
          <>
            <button type="button" onClick={() => actions.move(side)}>
              {other.phase === "empty" ? `Move to ${side === "inputs" ? "outputs" : "inputs"}` : "Swap sides"}
            </button>
            <button type="button" onClick={() => actions.remove(side)} aria-label={`Remove ${side}`}>
              Remove
            </button>
          </>
        )}
      </div>
      <SideBody side={side} current={current} actions={actions} />
    </>
  );
}

function SideBody({ side, current, actions }: { readonly side: DataSide; readonly current: SideState; readonly actions: Actions }) {
  switch (current.phase) {
    case "empty":
      return <p className="quiet">Drop a file or a folder here. {HINTS[side]}</p>;
    case "reading":
      return (
        <ReadingProgress
          files={current.files}
          progress={current.progress}
          startedAt={current.startedAt}
          onCancel={() => actions.cancel(side)}
        />
      );
    case "failed":
      return (
        <div className="failure" role="alert">
          <p>
            <strong>{current.files.map(({ name }) => name).join(", ")}</strong>: <Message text={current.error.message} />
          </p>
          {current.error.remedy !== undefined && <p>{current.error.remedy}</p>}
          <OptionsEditor side={side} options={current.settings.options} onApply={(options) => actions.readAgain(side, options)} />
        </div>
      );
    case "ready": {
      const { summary, handing } = current;
      const size = summary.files.reduce((sum, file) => sum + file.byteLength, 0);
      const names = summary.files.length > 3 ? `${count(summary.files.length)} files` : summary.files.map(({ name }) => name).join(", ");
      return (
        <>
          <p>
            <strong className="file-name">{names}</strong>{" "}
            <span className="quiet">
              {summary.format}, {bytes(size)}
              {summary.rowCount === null ? "" : `, ${count(summary.rowCount)} rows`}
            </span>
          </p>
          <div className="side-options">
            {summary.datasetKind === "table" && (
              <label>
                {side === "outputs" ? "predict returned" : "handed over"}{" "}
                <select value={handing.to ?? "table"} onChange={(event) => actions.hand(side, withForm(handing, event.target.value))}>
                  {FORMS.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </select>
              </label>
            )}
            {(summary.format === "csv" || summary.format === "parquet") && (
              <OptionsEditor side={side} options={current.settings.options} onApply={(options) => actions.readAgain(side, options)} />
            )}
          </div>
          {/* It scrolls where it is long, so keyboards must reach it. */}
          <code className="python-line" tabIndex={0}>
            {summary.pythonRead.expression}
          </code>
        </>
      );
    }
  }
}
