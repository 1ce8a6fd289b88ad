import { useEffect, useState } from "react";
import type { DataSide } from "../worker/protocol.ts";
import type { WorkerLike } from "../worker/worker-like.ts";
import { CheckCard } from "./check/CheckCard.tsx";
import { CheckPanel } from "./check/CheckPanel.tsx";
import { inheritedOptions } from "./check/check-plan.ts";
import { DropQuestion } from "./check/DropQuestion.tsx";
import { OwnData } from "./check/OwnData.tsx";
import { type Checking, useChecking } from "./check/use-checking.ts";
import { AppliedBar } from "./components/AppliedBar.tsx";
import { DropZone } from "./components/DropZone.tsx";
import { FirstSight } from "./components/FirstSight.tsx";
import { Header } from "./components/Header.tsx";
import { LogPanel } from "./components/LogPanel.tsx";
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
import { ModelCard } from "./model/ModelCard.tsx";
import { useShownResult } from "./model/use-shown-result.ts";
import { ProblemsPanel } from "./problems/ProblemsPanel.tsx";
import type { Drop } from "./state/dropped-files.ts";
import { takenSignature } from "./state/exports.ts";
import type { State } from "./state/state.ts";
import { useSignet } from "./state/use-signet.ts";
import { useWindowDrop } from "./state/use-window-drop.ts";

const SIDES: readonly DataSide[] = ["inputs", "outputs"];

/** What came in, the verdict, the signature with its reasons, what to take away; `drops` is what was given before the page was alive. */
function Workbench({ spawn, drops }: { readonly spawn: () => WorkerLike; readonly drops: readonly Drop[] }) {
  const signet = useSignet(spawn);
  const { state, actions, edits } = useEditing(useShownResult(signet.state), signet.actions, false);
  useUndoKeys(edits);
  const checking = useChecking(state, actions, signet.client);
  const { drop } = checking.drops;
  useEffect(() => {
    for (const { files, on } of drops) drop(files, on);
  }, [drops, drop]);
  return (
    <EditsContext value={edits}>
      <Bench state={state} checking={checking} />
    </EditsContext>
  );
}

function isEmpty({ sides, params, model, modelError }: State, { check }: Checking): boolean {
  const hasModel = model !== null || modelError !== null;
  return sides.inputs.phase === "empty" && sides.outputs.phase === "empty" && params.text === "" && !hasModel && !check.isOpen;
}

/** The places that take files; those of the model and of checks once there is something on the page. */
function Sources({ state, checking }: { readonly state: State; readonly checking: Checking }) {
  const { sides, params } = state;
  const { actions, check, checkActions, against } = checking;
  const { drop } = actions;
  return (
    <div className="sources">
      {SIDES.map((side) => (
        <DropZone key={side} target={side} isFilled={sides[side].phase !== "empty"} onFiles={(files) => drop(files, side)}>
          <SideCard side={side} state={state} actions={actions} />
        </DropZone>
      ))}
      <DropZone target="params" isFilled={params.text !== ""} onFiles={(files) => drop(files, "params")}>
        <ParamsCard params={params} onFiles={(files) => drop(files, "params")} result={state.result?.params} onChange={actions.setParams} />
      </DropZone>
      {!isEmpty(state, checking) && (
        <>
          <DropZone target="mlmodel" isFilled onFiles={(files) => drop(files, "mlmodel")}>
            <ModelCard state={state} actions={actions} onHold={checking.holdAgainstModel} />
          </DropZone>
          <DropZone target="check" isFilled onFiles={(files) => checking.drops.drop(files, "check")}>
            <CheckCard
              check={check}
              actions={checkActions}
              signatureName={against?.name ?? null}
              onFiles={(files) => checking.drops.drop(files, "check")}
            />
          </DropZone>
        </>
      )}
    </div>
  );
}

/** What there is on the page, top to bottom. */
function Bench({ state, checking }: { readonly state: State; readonly checking: Checking }) {
  const { actions, check, checkActions, against, firstRows, drops } = checking;
  const dragging = useWindowDrop(drops.drop);
  const signature = takenSignature(state);
  const { sides, openOptions } = state;
  return (
    <main className={dragging ? "dragging" : ""}>
      <Sources state={state} checking={checking} />
      {openOptions !== null && <OptionsPanel side={openOptions} state={sides[openOptions]} actions={actions} />}
      {isEmpty(state, checking) && (
        <FirstSight
          onSample={actions.trySample}
          onMlmodel={(files) => actions.drop(files, "mlmodel")}
          onCheck={() => checkActions.show(true)}
        />
      )}
      {check.isOpen && (
        <CheckPanel
          check={check}
          actions={checkActions}
          against={against}
          inheritedOptions={inheritedOptions(sides.inputs)}
          firstRows={firstRows}
        />
      )}
      <Verdict state={state}>{signature !== null && <OwnData signature={signature} check={check} actions={checkActions} />}</Verdict>
      <div className="findings">
        {drops.asked !== null && <DropQuestion files={drops.asked} state={state} onAnswer={drops.answer} />}
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
