import { useEffect, useMemo, useState } from "react";
import { SignetClient } from "../worker/client.ts";
import type { WorkerLike } from "../worker/worker-like.ts";
import { CheckCard } from "./check/CheckCard.tsx";
import { CheckPanel } from "./check/CheckPanel.tsx";
import { inheritedOptions } from "./check/check-plan.ts";
import { DropQuestion } from "./check/DropQuestion.tsx";
import { loadMessageTools } from "./check/load-message-tools.ts";
import { OwnData } from "./check/OwnData.tsx";
import { useAgainst, useFirstRows } from "./check/use-against.ts";
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
import { LogPanel } from "./log/LogPanel.tsx";
import { ModelCard } from "./model/ModelCard.tsx";
import { ProblemsPanel } from "./problems/ProblemsPanel.tsx";
import { loadReviewTools } from "./share/load-review-tools.ts";
import { ChangedBar, ReviewBar } from "./share/ReviewBar.tsx";
import { SessionsPanel } from "./share/SessionsPanel.tsx";
import { SharePanel } from "./share/SharePanel.tsx";
import { prepareSigners, signerClient } from "./signer/load-signers.ts";
import { SignerBar, SignerLine } from "./signer/SignerBar.tsx";
import { SignerPlace } from "./signer/SignerPlace.tsx";
import type { Drop } from "./state/dropped-files.ts";
import { takenSignature } from "./state/exports.ts";
import type { State } from "./state/state.ts";
import { useWindowDrop } from "./state/use-window-drop.ts";
import { Page } from "./store/page.ts";
import { shownState, unedited } from "./store/selectors.ts";
import { DATA_SIDES } from "./store/work.ts";
import { PageContext, useActions, useCheckActions, useEdits, usePage, useSelector, useSignerControls } from "./use-page.ts";

/** Whether there is nothing on the page yet. */
function isEmpty({ sides, params, model, modelError, result }: State, isCheckOpen: boolean): boolean {
  const hasModel = model !== null || modelError !== null || result !== null;
  return sides.inputs.phase === "empty" && sides.outputs.phase === "empty" && params.text === "" && !hasModel && !isCheckOpen;
}

/** The places that take files; those of the model and of checks once there is something on the page. */
function Sources({ state, isBare }: { readonly state: State; readonly isBare: boolean }) {
  const { sides, params } = state;
  const { drop, checkAgainstModel } = usePage();
  const actions = useActions();
  const checkActions = useCheckActions();
  const check = useSelector((page) => page.check);
  const against = useAgainst();
  return (
    <div className="sources">
      {DATA_SIDES.map((side) => (
        <DropZone key={side} target={side} isFilled={sides[side].phase !== "empty"} onFiles={(files) => drop(files, side)}>
          <SideCard side={side} state={state} actions={actions} />
        </DropZone>
      ))}
      <DropZone target="params" isFilled={params.text !== ""} onFiles={(files) => drop(files, "params")}>
        <ParamsCard params={params} onFiles={(files) => drop(files, "params")} result={state.result?.params} onChange={actions.setParams} />
      </DropZone>
      {!isBare && (
        <>
          <DropZone target="mlmodel" isFilled onFiles={(files) => drop(files, "mlmodel")}>
            <ModelCard state={state} actions={actions} onHold={checkAgainstModel} />
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
  );
}

/** What there is on the page, top to bottom. */
function Bench() {
  const state = useSelector(shownState);
  const { drop, answerDrop, signing } = usePage();
  const actions = useActions();
  const checkActions = useCheckActions();
  const check = useSelector((page) => page.check);
  const asked = useSelector((page) => page.view.dropQuestion);
  const signed = useSelector(unedited);
  const signers = useSignerControls();
  const against = useAgainst();
  const firstRows = useFirstRows();
  const dragging = useWindowDrop(drop);
  const signature = takenSignature(state);
  const { sides, openOptions } = state;
  const isBare = isEmpty(state, check.isOpen);
  useUndoKeys(useEdits());
  return (
    <main className={dragging ? "dragging" : ""}>
      <Sources state={state} isBare={isBare} />
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
      {/* A signer's change is compared with what was signed, not with what was edited by hand. */}
      <SignerPlace state={signed} controls={signers} trySigning={signing.trySigning} />
      {isBare && (
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
        <StatusLine />
      </Verdict>
      <div className="findings">
        {asked !== null && <DropQuestion files={asked} state={state} onAnswer={answerDrop} />}
        <SignerBar state={state} controls={signers} />
        {state.targetsQuestion !== null && (
          <TargetsQuestion name={state.targetsQuestion} onPredictions={actions.answerTargets} onRemove={() => actions.remove("outputs")} />
        )}
        {DATA_SIDES.map((side) => (
          <AppliedBar key={side} side={side} state={sides[side]} actions={actions} />
        ))}
        <ProblemsPanel state={state} actions={actions} />
        <ReviewBar />
        <EditsBar />
        <ChangedBar />
      </div>
      <Review state={state} actions={actions} />
      {signature !== null && <TakeAway state={state} signature={signature} />}
      {isBare && <SessionsPanel />}
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
  const page = useMemo(() => new Page(new SignetClient(spawn, signerClient)), [spawn]);
  useEffect(() => page.begin(), [page]);
  useEffect(() => {
    for (const { files, on } of drops) page.drop(files, on);
  }, [drops, page]);
  useEffect(
    () => void Promise.allSettled([loadPlots(), loadReviewTools(), loadMessageTools(), prepareSigners()]).then(() => setIdle(true)),
    [],
  );
  return (
    <PageContext value={page}>
      <Header isIdle={isIdle} />
      <Bench />
    </PageContext>
  );
}
