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
import { ProblemsPanel } from "./problems/ProblemsPanel.tsx";
import type { Drop } from "./state/dropped-files.ts";
import { takenSignature } from "./state/exports.ts";
import { useSignet } from "./state/use-signet.ts";
import { useWindowDrop } from "./state/use-window-drop.ts";

const SIDES: readonly DataSide[] = ["inputs", "outputs"];

/** What came in, the verdict, the signature with its reasons, what to take away; `drops` is what was given before the page was alive. */
function Workbench({ spawn, drops }: { readonly spawn: () => WorkerLike; readonly drops: readonly Drop[] }) {
  const { state, actions } = useSignet(spawn);
  useEffect(() => {
    for (const { files, on } of drops) actions.drop(files, on);
  }, [drops, actions]);
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
      </div>
      <Review state={state} actions={actions} />
      {signature !== null && <TakeAway state={state} signature={signature} />}
      <LogPanel log={state.log} />
    </main>
  );
}

/** The page. It is mounted once all of its files are here, so it is idle as soon as it is alive; the build renders it to HTML before that. */
export function App({ spawn, drops }: { readonly spawn: () => WorkerLike; readonly drops: readonly Drop[] }) {
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  return (
    <>
      <Header isIdle={isAlive} />
      <Workbench spawn={spawn} drops={drops} />
    </>
  );
}
