import type { ErrorData } from "../../core/errors.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { Message } from "../kit/Message.tsx";
import { FileChooser } from "../shared/FileChooser.tsx";
import { PasteBox } from "../shared/PasteBox.tsx";
import type { Actions } from "../store/page-actions.ts";
import type { SideState, State } from "../store/state/shown-state.ts";
import { placeText } from "../store/text/format.ts";
import { ReadFacts } from "./ReadFacts.tsx";

const TITLES: Readonly<Record<DataSide, string>> = { inputs: "Model inputs", outputs: "Model outputs" };
const HINTS: Readonly<Record<DataSide, string>> = {
  inputs: "CSV, Parquet, Feather, Arrow, JSON, npy or npz; a folder of parts is one data set.",
  outputs: "What predict returned, in any of these formats.",
};

/** One side: where to drop, what is being read, or what was read and how. */
export function SideCard({
  side,
  state,
  actions,
  onDone,
}: {
  readonly side: DataSide;
  readonly state: State;
  readonly actions: Actions;
  /** Called once something was done that is seen elsewhere on the page. */
  readonly onDone?: () => void;
}) {
  const done = (act: () => void) => () => {
    act();
    onDone?.();
  };
  const current = state.sides[side];
  const other = state.sides[side === "inputs" ? "outputs" : "inputs"];
  const isOpen = state.openOptions === side;
  return (
    <>
      <div className="zone-head">
        <h2>{TITLES[side]}</h2>
        {(current.phase === "ready" || current.phase === "failed") && (
          <button type="button" aria-expanded={isOpen} className="small" onClick={done(() => actions.openOptions(isOpen ? null : side))}>
            Options
          </button>
        )}
        <FileChooser
          name={TITLES[side]}
          label={current.phase === "empty" ? "Choose a file" : "Replace"}
          isSmall={current.phase !== "empty"}
          multiple
          onFiles={(files) => done(() => actions.drop(files, side))()}
        />
        {current.phase !== "empty" && (
          <>
            <button type="button" className="small" onClick={done(() => actions.move(side))}>
              {other.phase === "empty" ? `Move to ${side === "inputs" ? "outputs" : "inputs"}` : "Swap"}
            </button>
            <button type="button" className="small" onClick={done(() => actions.remove(side))} aria-label={`Remove ${side}`}>
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
      return (
        <>
          <p className="quiet">Drop a file here. {HINTS[side]}</p>
          <PasteBox side={side} onFiles={(files) => actions.drop(files, side)} />
        </>
      );
    case "reading":
      return <p className="quiet">Reading {current.files.map(({ name }) => name).join(", ")}.</p>;
    case "failed":
      return (
        <Failure
          name={current.files.map(({ name }) => name).join(", ")}
          error={current.error}
          onRetry={() => actions.readAgain(side, current.settings.options)}
        />
      );
    case "ready":
      return <ReadFacts side={side} current={current} actions={actions} />;
  }
}

/** Why a file could not be read, where in it, and what to do. The choices are in the review pane. */
function Failure({ name, error, onRetry }: { readonly name: string; readonly error: ErrorData; readonly onRetry: () => void }) {
  const place = placeText(error.place);
  return (
    <div>
      <p className="failure">
        <strong className="file-name">{name}</strong>: <Message text={error.message} />
        {place !== "" && <span className="quiet"> ({place})</span>}
      </p>
      {error.remedy !== undefined && <p>{error.remedy}</p>}
      {error.tag === "Aborted" && (
        <button type="button" className="small" onClick={onRetry}>
          Read again
        </button>
      )}
    </div>
  );
}
