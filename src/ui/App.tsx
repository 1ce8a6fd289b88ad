import { useEffect, useMemo, useState } from "react";
import type { SignetClient } from "../worker/client.ts";
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
import { shownResult } from "./model/shown-result.ts";
import { ProblemsPanel } from "./problems/ProblemsPanel.tsx";
import { useDataBeside } from "./problems/use-data-beside.ts";
import type { Drop } from "./state/dropped-files.ts";
import { takenSignature } from "./state/exports.ts";
import type { State } from "./state/state.ts";
import { type Actions, useSignet } from "./state/use-signet.ts";
import { useWindowDrop } from "./state/use-window-drop.ts";

const SIDES: readonly DataSide[] = ["inputs", "outputs"];

/** The state, what can be done to it and the client of one page. */
interface BenchProps {
  readonly state: State;
  readonly actions: Actions;
  readonly client: SignetClient;
  readonly drops: readonly Drop[];
}

/** The page's state with what is edited by hand in it. */
function Workbench({ spawn, drops }: { readonly spawn: () => WorkerLike; readonly drops: readonly Drop[] }) {
  const { state: signed, actions: plain, client } = useSignet(spawn);
  const shown = useMemo(() => ({ ...signed, result: shownResult(signed) }), [signed]);
  const { state, actions, edits } = useEditing(shown, plain, false);
  useUndoKeys(edits);
  return (
    <EditsContext value={edits}>
      <Bench state={state} actions={actions} client={client} drops={drops} />
    </EditsContext>
  );
}

/** What came in, the verdict, the signature with its reasons, what to take away; `drops` is what was given before the page was alive. */
function Bench({ state, actions: direct, client, drops }: BenchProps) {
  const signature = takenSignature(state);
  const { check, checkActions } = useCheck(client, state, signature);
  useDataBeside(check, direct);
  const { drop, asked, answer } = useDrops(state, direct, checkActions, client);
  const actions = useMemo(() => ({ ...direct, drop }), [direct, drop]);
  useEffect(() => {
    for (const { files, on } of drops) drop(files, on);
  }, [drops, drop]);
  const dragging = useWindowDrop(drop);
  const against = useAgainst(state, signature, direct.select);
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
              <CheckCard check={check} actions={checkActions} onFiles={(files) => drop(files, "check")} />
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
      <Verdict state={state}>{signature !== null && <OwnData signature={signature} check={check} actions={checkActions} />}</Verdict>
      <div className="findings">
        {asked !== null && <DropQuestion files={asked} state={state} onAnswer={answer} />}
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
