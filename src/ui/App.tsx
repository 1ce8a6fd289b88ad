import { type ReactNode, useEffect, useMemo, useState } from "react";
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
import { OptionsPanel } from "./components/OptionsPanel.tsx";
import { ParamsCard } from "./components/ParamsCard.tsx";
import { Review } from "./components/Review.tsx";
import { SideCard } from "./components/SideCard.tsx";
import { StatusLine } from "./components/StatusLine.tsx";
import { TakeAway } from "./components/TakeAway.tsx";
import { TargetsQuestion } from "./components/TargetsQuestion.tsx";
import { Verdict } from "./components/Verdict.tsx";
import { loadPlots } from "./detail/load-plots.ts";
import { EditsBar } from "./edit/EditsBar.tsx";
import { useUndoKeys } from "./edit/use-edit-slots.tsx";
import { EditsContext } from "./edit/use-edits.ts";
import { LogPanel } from "./log/LogPanel.tsx";
import { ModelCard } from "./model/ModelCard.tsx";
import { useShownResult } from "./model/use-shown-result.ts";
import { ProblemsPanel } from "./problems/ProblemsPanel.tsx";
import { useDataBeside } from "./problems/use-data-beside.ts";
import { loadReviewTools } from "./share/load-review-tools.ts";
import { ChangedBar, ReviewBar } from "./share/ReviewBar.tsx";
import { SessionsPanel } from "./share/SessionsPanel.tsx";
import { SharePanel } from "./share/SharePanel.tsx";
import { HandOnContext, useWorkspace } from "./share/use-hand-on.ts";
import { useReviewTaker } from "./share/use-review-taker.ts";
import { prepareSigners, signerClient } from "./signer/load-signers.ts";
import { SignerBar, SignerLine } from "./signer/SignerBar.tsx";
import { SignerPlace } from "./signer/SignerPlace.tsx";
import { useGivenVerdicts } from "./signer/use-given-verdicts.ts";
import { type SignerControls, useSigner } from "./signer/use-signer.ts";
import type { Drop } from "./state/dropped-files.ts";
import { takenSignature } from "./state/exports.ts";
import type { State } from "./state/state.ts";
import { useTakers } from "./state/takers.ts";
import { useSignet } from "./state/use-signet.ts";
import { useWindowDrop } from "./state/use-window-drop.ts";

const SIDES: readonly DataSide[] = ["inputs", "outputs"];

/** The page's state with what is edited by hand in it; `drops` is what was given before the page was alive. */
function Workbench({ spawn, drops }: { readonly spawn: () => WorkerLike; readonly drops: readonly Drop[] }) {
  const { state: signed, actions: plain, client, trySigning } = useSignet(spawn, signerClient);
  const { state, actions, edits, handOn } = useWorkspace(useShownResult(signed), plain);
  // What the browser remembers is where one begins, and no step.
  const signers = useSigner(signed, { begin: plain.chooseSigner, choose: actions.chooseSigner }, plain.log);
  useUndoKeys(edits);
  const data = useChecking(state, actions, client);
  useDataBeside(data.check, actions);
  useGivenVerdicts(data.check, signed, actions.findProblems);
  // A config or a module chooses a signer wherever it falls; the rest is a review, data, or a model.
  const drop = useTakers(signers.drop, useReviewTaker(handOn.open), data.drops.drop);
  const checking = useMemo(() => ({ ...data, actions: { ...data.actions, drop }, drops: { ...data.drops, drop } }), [data, drop]);
  useEffect(() => {
    for (const { files, on } of drops) drop(files, on);
  }, [drops, drop]);
  return (
    <EditsContext value={edits}>
      <HandOnContext value={handOn}>
        {/* A signer's change is held against what was signed, not against what was edited by hand. */}
        <Bench
          state={state}
          checking={checking}
          signers={signers}
          signerPlace={<SignerPlace state={signed} controls={signers} trySigning={trySigning} />}
        />
      </HandOnContext>
    </EditsContext>
  );
}

function isEmpty({ sides, params, model, modelError, result }: State, { check }: Checking): boolean {
  const hasModel = model !== null || modelError !== null || result !== null;
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

interface BenchProps {
  readonly state: State;
  readonly checking: Checking;
  readonly signers: SignerControls;
  readonly signerPlace: ReactNode;
}

/** What there is on the page, top to bottom. */
function Bench({ state, checking, signers, signerPlace }: BenchProps) {
  const { actions, check, checkActions, against, firstRows, drops } = checking;
  const dragging = useWindowDrop(drops.drop);
  const signature = takenSignature(state);
  const { sides, openOptions } = state;
  return (
    <main className={dragging ? "dragging" : ""}>
      <Sources state={state} checking={checking} />
      {openOptions !== null && (
        <>
          <OptionsPanel side={openOptions} state={sides[openOptions]} actions={actions} />
          <SignerLine
            state={state}
            controls={signers}
            onOpen={() => {
              actions.openOptions(null);
              signers.open();
            }}
          />
        </>
      )}
      {signerPlace}
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
      <Verdict state={state}>
        {signature !== null && <OwnData signature={signature} check={check} actions={checkActions} />}
        <StatusLine state={state} begun={actions.begun} />
      </Verdict>
      <div className="findings">
        {drops.asked !== null && <DropQuestion files={drops.asked} state={state} onAnswer={drops.answer} />}
        <SignerBar state={state} controls={signers} />
        {state.targetsQuestion !== null && (
          <TargetsQuestion name={state.targetsQuestion} onPredictions={actions.answerTargets} onRemove={() => actions.remove("outputs")} />
        )}
        {SIDES.map((side) => (
          <AppliedBar key={side} side={side} state={sides[side]} actions={actions} />
        ))}
        <ProblemsPanel state={state} actions={actions} />
        <ReviewBar />
        <EditsBar />
        <ChangedBar />
      </div>
      <Review state={state} actions={actions} />
      {signature !== null && <TakeAway state={state} signature={signature} />}
      {isEmpty(state, checking) && <SessionsPanel />}
      <div className="foot">
        {signature !== null && <SharePanel problems={state.result?.problems ?? []} />}
        <LogPanel log={state.log} />
      </div>
    </main>
  );
}

/** The page. It takes files as soon as it is mounted, and is idle once what it needs only later is here too; the build renders it to HTML before that. */
export function App({ spawn, drops }: { readonly spawn: () => WorkerLike; readonly drops: readonly Drop[] }) {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => void Promise.allSettled([loadPlots(), loadReviewTools(), prepareSigners()]).then(() => setIdle(true)), []);
  return (
    <>
      <Header isIdle={isIdle} />
      <Workbench spawn={spawn} drops={drops} />
    </>
  );
}
