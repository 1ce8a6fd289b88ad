import { useEffect, useMemo, useState } from "react";
import type { DataSide } from "../worker/protocol.ts";
import type { WorkerLike } from "../worker/worker-like.ts";
import { CheckCard } from "./check/CheckCard.tsx";
import { CheckPanel } from "./check/CheckPanel.tsx";
import { inheritedOptions } from "./check/check-plan.ts";
import { DropQuestion } from "./check/DropQuestion.tsx";
import { OwnData } from "./check/OwnData.tsx";
import { useAgainst } from "./check/use-against.ts";
import { useCheck } from "./check/use-check.ts";
import { useDrops } from "./check/use-drops.ts";
import { AppliedBar } from "./components/AppliedBar.tsx";
import { DropZone } from "./components/DropZone.tsx";
import { FirstSight } from "./components/FirstSight.tsx";
import { Header } from "./components/Header.tsx";
import { LogPanel } from "./components/LogPanel.tsx";
import { OptionsPanel } from "./components/OptionsPanel.tsx";
import { ParamsCard } from "./components/ParamsCard.tsx";
import { ProblemList } from "./components/ProblemList.tsx";
import { Review } from "./components/Review.tsx";
import { SideCard } from "./components/SideCard.tsx";
import { TakeAway } from "./components/TakeAway.tsx";
import { TargetsQuestion } from "./components/TargetsQuestion.tsx";
import { Verdict } from "./components/Verdict.tsx";
import { ModelCard } from "./model/ModelCard.tsx";
import { shownResult } from "./model/shown-result.ts";
import { takenSignature } from "./state/exports.ts";
import { useSignet } from "./state/use-signet.ts";
import { useWindowDrop } from "./state/use-window-drop.ts";

const SIDES: readonly DataSide[] = ["inputs", "outputs"];

/** The page, once its worker can be started: what came in, the verdict, the signature with its reasons, what to take away. */
function Workbench({ spawn }: { readonly spawn: () => WorkerLike }) {
  const { state, actions: direct, client } = useSignet(spawn);
  const signature = takenSignature(state);
  const { check, checkActions } = useCheck(client, state, signature);
  const { drop, asked, answer } = useDrops(state, direct, checkActions, client);
  const actions = useMemo(() => ({ ...direct, drop }), [direct, drop]);
  const dragging = useWindowDrop(drop);
  const against = useAgainst(state, signature, direct.select);
  const shown = useMemo(() => ({ ...state, result: shownResult(state) }), [state]);
  const { sides, params, model, modelError, openOptions } = state;
  const isEmpty =
    sides.inputs.phase === "empty" &&
    sides.outputs.phase === "empty" &&
    params.text === "" &&
    model === null &&
    modelError === null &&
    !check.isOpen;
  return (
    <main className={dragging ? "dragging" : ""}>
      <div className="sources">
        {SIDES.map((side) => (
          <DropZone key={side} target={side} isFilled={sides[side].phase !== "empty"} onFiles={(files) => drop(files, side)}>
            <SideCard side={side} state={state} actions={actions} />
          </DropZone>
        ))}
        <DropZone target="params" isFilled={params.text !== ""} onFiles={(files) => drop(files, "params")}>
          <ParamsCard
            params={params}
            onFiles={(files) => drop(files, "params")}
            result={state.result?.params}
            onChange={actions.setParams}
          />
        </DropZone>
        {!isEmpty && (
          <>
            <DropZone target="mlmodel" isFilled onFiles={(files) => drop(files, "mlmodel")}>
              <ModelCard state={state} actions={actions} />
            </DropZone>
            <DropZone target="check" isFilled onFiles={(files) => drop(files, "check")}>
              <CheckCard
                check={check}
                actions={checkActions}
                signatureName={against?.name ?? null}
                onFiles={(files) => drop(files, "check")}
              />
            </DropZone>
          </>
        )}
      </div>
      {openOptions !== null && <OptionsPanel side={openOptions} state={sides[openOptions]} actions={actions} />}
      {isEmpty && (
        <FirstSight onSample={actions.trySample} onMlmodel={(files) => drop(files, "mlmodel")} onCheck={() => checkActions.show(true)} />
      )}
      {check.isOpen && (
        <CheckPanel check={check} actions={checkActions} against={against} inheritedOptions={inheritedOptions(sides.inputs)} />
      )}
      <Verdict state={shown}>{signature !== null && <OwnData signature={signature} check={check} actions={checkActions} />}</Verdict>
      <div className="findings">
        {asked !== null && <DropQuestion files={asked} state={state} onAnswer={answer} />}
        {state.targetsQuestion !== null && (
          <TargetsQuestion name={state.targetsQuestion} onPredictions={actions.answerTargets} onRemove={() => actions.remove("outputs")} />
        )}
        {SIDES.map((side) => (
          <AppliedBar key={side} side={side} state={sides[side]} actions={actions} />
        ))}
        <ProblemList state={state} actions={actions} />
      </div>
      <Review state={shown} actions={actions} />
      {signature !== null && <TakeAway state={state} signature={signature} />}
      <LogPanel log={state.log} />
    </main>
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
