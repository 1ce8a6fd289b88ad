import { useEffect, useState } from "react";
import type { WorkerLike } from "../worker/client.ts";
import type { DataSide } from "../worker/protocol.ts";
import { AppliedBar } from "./components/AppliedBar.tsx";
import { DropZone } from "./components/DropZone.tsx";
import { Header } from "./components/Header.tsx";
import { LogPanel } from "./components/LogPanel.tsx";
import { MlmodelBar } from "./components/MlmodelBar.tsx";
import { ParamsCard } from "./components/ParamsCard.tsx";
import { ParamsTable } from "./components/ParamsTable.tsx";
import { ProblemList } from "./components/ProblemList.tsx";
import { SchemaTable } from "./components/SchemaTable.tsx";
import { SideCard } from "./components/SideCard.tsx";
import { TakeAway } from "./components/TakeAway.tsx";
import { TargetsQuestion } from "./components/TargetsQuestion.tsx";
import { WhyPanel } from "./components/WhyPanel.tsx";
import { takenSignature } from "./state/exports.ts";
import { statusText } from "./state/status.ts";
import { useSignet } from "./state/use-signet.ts";
import { useWindowDrop } from "./state/use-window-drop.ts";

const SIDES: readonly DataSide[] = ["inputs", "outputs"];

/** The page, once its worker can be started. */
function Workbench({ spawn }: { readonly spawn: () => WorkerLike }) {
  const { state, actions } = useSignet(spawn);
  const dragging = useWindowDrop((files) => actions.drop(files, "inputs"));
  const signature = takenSignature(state);
  const isEmpty =
    state.sides.inputs.phase === "empty" && state.sides.outputs.phase === "empty" && state.params.text === "" && state.mlmodel === null;
  return (
    <main className={dragging ? "dragging" : ""}>
      <div className="sources">
        {SIDES.map((side) => (
          <DropZone key={side} target={side} onFiles={(files) => actions.drop(files, side)}>
            <SideCard side={side} state={state} actions={actions} />
          </DropZone>
        ))}
        <DropZone target="params" onFiles={(files) => actions.drop(files, "params")}>
          <ParamsCard params={state.params} result={state.result?.params} onChange={actions.setParams} />
        </DropZone>
      </div>
      {isEmpty && <FirstSight onSample={actions.trySample} onMlmodel={(files) => actions.drop(files, "mlmodel")} />}
      <p role="status" className="status">
        {statusText(state)}
      </p>
      <MlmodelBar mlmodel={state.mlmodel} onRemove={actions.removeMlmodel} />
      {state.targetsQuestion !== null && (
        <TargetsQuestion name={state.targetsQuestion} onPredictions={actions.answerTargets} onRemove={() => actions.remove("outputs")} />
      )}
      {SIDES.map((side) => (
        <AppliedBar key={side} side={side} state={state.sides[side]} actions={actions} />
      ))}
      <ProblemList state={state} actions={actions} />
      {state.result !== null && (
        <div className="review">
          <div className="tables">
            {SIDES.map((side) => {
              const result = state.result?.sides[side];
              return result === undefined ? null : (
                <SchemaTable key={side} side={side} result={result} selection={state.selection} onSelect={actions.select} />
              );
            })}
            {state.result.params !== undefined && <ParamsTable params={state.result.params} />}
          </div>
          <WhyPanel state={state} actions={actions} />
        </div>
      )}
      {signature !== null && <TakeAway state={state} signature={signature} />}
      <LogPanel log={state.log} />
    </main>
  );
}

function FirstSight({
  onSample,
  onMlmodel,
}: {
  readonly onSample: () => void;
  readonly onMlmodel: (files: readonly { readonly name: string; readonly blob: Blob }[]) => void;
}) {
  return (
    <section className="first" aria-label="How to begin">
      <p>
        Drop what your model was given and what it returned; the signature that <code>mlflow.models.infer_signature</code> would give
        appears here, with a reason for every type.{" "}
        <button type="button" className="link" onClick={onSample}>
          Try it with sample data
        </button>
      </p>
      <p>
        Have a model already?{" "}
        <label className="link">
          Choose its MLmodel
          <input
            className="hidden"
            type="file"
            aria-label="MLmodel"
            onChange={(event) => onMlmodel([...(event.target.files ?? [])].map((file) => ({ name: "MLmodel", blob: file })))}
          />
        </label>
        : the download then changes only its <code>signature:</code>.
      </p>
      <p className="quiet">
        Nothing leaves this page: its policy allows no network access. To check, open the browser's network panel, or cut the network and go
        on.
      </p>
    </section>
  );
}

/** Loads the reading worker after the first paint, then shows the page ready to read; says when it has fetched all of its own files. */
export function App() {
  const [spawn, setSpawn] = useState<(() => WorkerLike) | null>(null);
  useEffect(() => {
    void import("./spawn-worker.ts").then(({ spawnWorker }) => setSpawn(() => spawnWorker));
  }, []);
  return (
    <>
      <Header isIdle={spawn !== null} />
      {spawn === null ? <main aria-busy="true" /> : <Workbench spawn={spawn} />}
    </>
  );
}
