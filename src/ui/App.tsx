import { useEffect, useState } from "react";
import type { DataSide } from "../worker/protocol.ts";
import type { WorkerLike } from "../worker/worker-like.ts";
import { AppliedBar } from "./components/AppliedBar.tsx";
import { DropZone } from "./components/DropZone.tsx";
import { FirstSight } from "./components/FirstSight.tsx";
import { Header } from "./components/Header.tsx";
import { LogPanel } from "./components/LogPanel.tsx";
import { MlmodelBar } from "./components/MlmodelBar.tsx";
import { OptionsPanel } from "./components/OptionsPanel.tsx";
import { ParamsCard } from "./components/ParamsCard.tsx";
import { Review } from "./components/Review.tsx";
import { SideCard } from "./components/SideCard.tsx";
import { TakeAway } from "./components/TakeAway.tsx";
import { TargetsQuestion } from "./components/TargetsQuestion.tsx";
import { Verdict } from "./components/Verdict.tsx";
import { loadPlots } from "./detail/load-plots.ts";
import { EditsBar } from "./edit/EditsBar.tsx";
import { useUndoKeys } from "./edit/use-edit-slots.tsx";
import { EditsContext, useEditing } from "./edit/use-edits.ts";
import { ProblemsPanel } from "./problems/ProblemsPanel.tsx";
import type { Drop } from "./state/dropped-files.ts";
import { takenSignature } from "./state/exports.ts";
import type { State } from "./state/state.ts";
import { type Actions, useSignet } from "./state/use-signet.ts";
import { useWindowDrop } from "./state/use-window-drop.ts";

const SIDES: readonly DataSide[] = ["inputs", "outputs"];

/** What came in, the verdict, the signature with its reasons, what to take away; `drops` is what was given before the page was alive. */
function Workbench({ spawn, drops }: { readonly spawn: () => WorkerLike; readonly drops: readonly Drop[] }) {
  const signet = useSignet(spawn);
  const { state, actions, edits } = useEditing(signet.state, signet.actions, false);
  useUndoKeys(edits);
  useEffect(() => {
    for (const { files, on } of drops) actions.drop(files, on);
  }, [drops, actions]);
  return (
    <EditsContext value={edits}>
      <Bench state={state} actions={actions} />
    </EditsContext>
  );
}

/** What there is on the page, top to bottom. */
function Bench({ state, actions }: { readonly state: State; readonly actions: Actions }) {
  const dragging = useWindowDrop(actions.drop);
  const signature = takenSignature(state);
  const { sides, params, mlmodel, openOptions } = state;
  const isEmpty = sides.inputs.phase === "empty" && sides.outputs.phase === "empty" && params.text === "" && mlmodel === null;
  return (
    <main className={dragging ? "dragging" : ""}>
      <div className="sources">
        {SIDES.map((side) => (
          <DropZone key={side} target={side} isFilled={sides[side].phase !== "empty"} onFiles={(files) => actions.drop(files, side)}>
            <SideCard side={side} state={state} actions={actions} />
          </DropZone>
        ))}
        <DropZone target="params" isFilled={params.text !== ""} onFiles={(files) => actions.drop(files, "params")}>
          <ParamsCard
            params={params}
            onFiles={(files) => actions.drop(files, "params")}
            result={state.result?.params}
            onChange={actions.setParams}
          />
        </DropZone>
      </div>
      {openOptions !== null && <OptionsPanel side={openOptions} state={sides[openOptions]} actions={actions} />}
      {isEmpty && <FirstSight onSample={actions.trySample} onMlmodel={(files) => actions.drop(files, "mlmodel")} />}
      <Verdict state={state} />
      <div className="findings">
        <MlmodelBar mlmodel={mlmodel} error={state.mlmodelError} onRemove={actions.removeMlmodel} />
        {state.targetsQuestion !== null && (
          <TargetsQuestion name={state.targetsQuestion} onPredictions={actions.answerTargets} onRemove={() => actions.remove("outputs")} />
        )}
        {SIDES.map((side) => (
          <AppliedBar key={side} side={side} state={sides[side]} actions={actions} />
        ))}
        <ProblemsPanel state={state} actions={actions} />
        <EditsBar />
      </div>
      <Review state={state} actions={actions} />
      {signature !== null && <TakeAway state={state} signature={signature} />}
      <LogPanel log={state.log} />
    </main>
  );
}

/** The page. It takes files as soon as it is mounted, and is idle once what it needs only later is here too; the build renders it to HTML before that. */
export function App({ spawn, drops }: { readonly spawn: () => WorkerLike; readonly drops: readonly Drop[] }) {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => void loadPlots().then(() => setIdle(true)), []);
  return (
    <>
      <Header isIdle={isIdle} />
      <Workbench spawn={spawn} drops={drops} />
    </>
  );
}
