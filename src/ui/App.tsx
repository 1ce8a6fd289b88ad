import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { SignetClient } from "../worker/client.ts";
import type { FilePart } from "../worker/protocol.ts";
import type { WorkerLike } from "../worker/worker-like.ts";
import { CheckPanel } from "./check/CheckPanel.tsx";
import { OwnRefusals } from "./check/OwnRefusals.tsx";
import { useAgainst, useFirstRows } from "./check/use-against.ts";
import { ExportRow } from "./export/ExportRow.tsx";
import { FirstSight } from "./first-sight/FirstSight.tsx";
import { StartedOver } from "./first-sight/StartedOver.tsx";
import { ModelChip, ParamsChip, SideChip } from "./header/FileChip.tsx";
import { Header } from "./header/Header.tsx";
import { OptionsPanel } from "./header/OptionsPanel.tsx";
import { LogPanel } from "./log/LogPanel.tsx";
import { Column } from "./pane/column/Column.tsx";
import { Pane } from "./pane/Pane.tsx";
import { ColumnProblems } from "./pane/review/ProblemsPanel.tsx";
import { SafeFixes } from "./pane/review/SafeFixes.tsx";
import { ToReview } from "./pane/review/ToReview.tsx";
import { CommentsPanel } from "./share/CommentsPanel.tsx";
import { NotInLink } from "./share/NotInLink.tsx";
import { OpenComments } from "./share/OpenComments.tsx";
import { ChangedBar, ReviewBar } from "./share/ReviewBar.tsx";
import { ShareLater, SharePanel } from "./share/SharePanel.tsx";
import { DropZone } from "./shared/DropZone.tsx";
import { PageContext, useActions, useCheckActions, useEdits, usePage, useSelector, useSignerControls } from "./shared/use-page.ts";
import { signerClient } from "./signer/load-signers.ts";
import { SignerBar, SignerChip } from "./signer/SignerBar.tsx";
import { SignerPlace } from "./signer/SignerPlace.tsx";
import { inheritedOptions } from "./store/routing/check-plan.ts";
import type { Drop } from "./store/routing/dropped-files.ts";
import { listenForLaunches } from "./store/routing/launched-files.ts";
import { reviewCount } from "./store/selectors/problem-counts.ts";
import { hasNothing, isBare, shownState, signatureOf, unedited } from "./store/selectors/selectors.ts";
import { isDefault } from "./store/state/chosen-signer.ts";
import type { PageState } from "./store/state/state.ts";
import { count } from "./store/text/format.ts";
import { KeysHelp } from "./table/KeysHelp.tsx";
import { Tables } from "./table/Tables.tsx";
import { useUndoKeys } from "./table/use-edit-slots.tsx";
import { UpdateButton } from "./UpdateButton.tsx";
import { type Offline, useOffline } from "./use-offline.ts";
import { type Pages, usePages } from "./use-pages.ts";
import { useWindowDrop } from "./use-window-drop.ts";
import { StatusLine } from "./verdict/StatusLine.tsx";
import { VerdictRow } from "./verdict/VerdictRow.tsx";
import { ComparePanel } from "./versions/ComparePanel.tsx";
import { VersionBar, VersionNote } from "./versions/VersionNote.tsx";
import { VersionsMenu } from "./versions/VersionsMenu.tsx";
import "./print.css"; // After every part's own styles, which it overrides.

/** From the page's first key press to the table, once there is one. */
function SkipLink() {
  const isEmpty = useSelector(isBare);
  return (
    !isEmpty && (
      <a className="skip" href="#table">
        Skip to the table
      </a>
    )
  );
}

/** The files, and what is done with the whole page. */
function TopRow({ startOver }: Pick<Pages, "startOver">) {
  const isEmpty = useSelector(isBare);
  const hasSignature = useSelector(signatureOf) !== null;
  const hasSigner = useSelector((state) => !isBare(state) || !isDefault(shownState(state).signer));
  const isChecking = useSelector(({ check }) => check.isOpen);
  const { show } = useCheckActions();
  const isHelpOpen = useSelector(({ view }) => view.isHelpOpen);
  const { dispatch } = usePage();
  return (
    <Header
      onStartOver={isEmpty ? null : startOver}
      files={
        <>
          <SideChip side="inputs" />
          <SideChip side="outputs" />
          <ParamsChip />
          <ModelChip />
          {hasSigner && <SignerChip />}
        </>
      }
      tools={
        <>
          {!isEmpty && (
            <button type="button" className="small open-check" aria-expanded={isChecking} onClick={() => show(!isChecking)}>
              Check data
            </button>
          )}
          {hasSignature && <SharePanel />}
          {!isEmpty && !hasSignature && <ShareLater />}
          <button
            type="button"
            className="icon"
            aria-label="Help"
            title="Keys and help (?)"
            aria-expanded={isHelpOpen}
            onClick={() => dispatch({ kind: "help", isOpen: !isHelpOpen })}
          >
            <span aria-hidden="true">?</span>
          </button>
        </>
      }
    />
  );
}

const hasPanel = ({ view, signers }: PageState): boolean => view.openOptions !== null || signers.panel !== null || view.isComparing;

/** Panels that are opened over the table, for as long as they are needed: reader options, and the signer. */
function Panels() {
  const { sides, openOptions } = useSelector(shownState);
  const actions = useActions();
  const signers = useSignerControls();
  const signed = useSelector(unedited);
  const { signing } = usePage();
  return (
    <>
      {openOptions !== null && <OptionsPanel key={openOptions} side={openOptions} state={sides[openOptions]} actions={actions} />}
      {/* A signer's change is compared with what was signed, not with what was edited by hand. */}
      <ComparePanel />
      <SignerPlace state={signed} controls={signers} trySigning={signing.trySigning} />
    </>
  );
}

/** The place to check, in the right pane. */
function Checking({ isWide, onWiden }: { readonly isWide: boolean; readonly onWiden: (() => void) | null }) {
  const { drop } = usePage();
  const check = useSelector((state) => state.check);
  const inputs = useSelector(shownState).sides.inputs;
  const actions = useCheckActions();
  const onFiles = (files: readonly FilePart[]) => drop(files, "check");
  return (
    <DropZone target="check" isFilled onFiles={onFiles}>
      <CheckPanel
        check={check}
        actions={actions}
        against={useAgainst()}
        inheritedOptions={inheritedOptions(inputs)}
        firstRows={useFirstRows()}
        isWide={isWide}
        onWiden={onWiden}
        onFiles={onFiles}
      />
    </DropZone>
  );
}

/** What is to be reviewed, and the selected column. */
function Details() {
  return (
    <Pane
      tools={<SafeFixes />}
      review={
        <ToReview
          signer={<SignerBar />}
          refused={<OwnRefusals severity="stops" />}
          warned={<OwnRefusals severity="warns" />}
          comments={<OpenComments />}
          changed={
            <>
              <ReviewBar />
              <ChangedBar />
            </>
          }
        />
      }
      column={
        <Column problems={<ColumnProblems />} notes={<ColumnProblems areNotes />} comments={<CommentsPanel />} unread={<NotInLink />} />
      }
    />
  );
}

/** The table on the left, and on the right what is to be reviewed, the selected column, or the check. */
function Workspace() {
  const isChecking = useSelector(({ check }) => check.isOpen);
  const pane = useSelector(({ view }) => view.pane);
  const state = useSelector(shownState);
  const hasTable = state.result !== null;
  const number = useSelector(reviewCount);
  const { showPane } = useActions();
  const check = useCheckActions();
  const { dispatch } = usePage();
  const showTable = () => {
    if (isChecking) check.show(false);
    showPane("signature");
  };
  const isAlone = useSelector(hasNothing);
  const [isWidened, setWidened] = useState(false);
  const isWide = isWidened || isAlone;
  const left = useRef<HTMLDivElement>(null);
  const isPanelOpen = useSelector(hasPanel);
  const uncoverTable = useEffectEvent(() => {
    if (left.current?.getClientRects().length === 0) showTable();
  });
  // Panels open over the table, which a narrow window may hide.
  useEffect(() => {
    if (isPanelOpen) uncoverTable();
  }, [isPanelOpen]);
  return (
    <div className={`workspace${isChecking && isWide ? " wide-check" : ""}`} data-pane={isChecking ? "why" : pane} data-table={hasTable}>
      <button type="button" className="to-table small" onClick={showTable}>
        ‹ Table
      </button>
      <button type="button" className="to-review small" onClick={() => dispatch({ kind: "tab", tab: "review" })}>
        To review {count(number)} ›
      </button>
      <div ref={left} className="left" id="table">
        <Panels />
        <Tables />
      </div>
      {isChecking ? <Checking isWide={isWide} onWiden={isAlone ? null : () => setWidened(!isWidened)} /> : <Details />}
    </div>
  );
}

/** The row above the empty page: what is being read, the way back, and the signer if this browser remembers one. */
function BareRow({ goBack }: Pick<Pages, "goBack">) {
  return (
    <div className="verdict bare">
      <StatusLine />
      {goBack !== null && <StartedOver onUndo={goBack} />}
    </div>
  );
}

const OFFLINE_WORDS: Readonly<Record<Offline["state"], string>> = {
  loading: "loading",
  complete: "works offline",
  incomplete: "incomplete: load the page again",
};

/** What is below the page's first row. */
function Bench({ offline, goBack }: { readonly offline: Offline } & Pick<Pages, "goBack">) {
  const isEmpty = useSelector(isBare);
  const log = useSelector((state) => state.log);
  useUndoKeys(useEdits());
  return (
    <main>
      {isEmpty ? (
        <>
          <BareRow goBack={goBack} />
          {/* Here for a link that cannot be opened. */}
          <ReviewBar />
          <FirstSight />
        </>
      ) : (
        <>
          <VerdictRow signer={<SignerBar />} versionNote={<VersionNote />} versionBar={<VersionBar />} />
          <Workspace />
        </>
      )}
      <KeysHelp />
      <div className="foot">
        <ExportRow />
        <LogPanel log={log}>
          <VersionsMenu />
          <span className="versions">{OFFLINE_WORDS[offline.state]}</span>
          <UpdateButton take={offline.update} />
        </LogPanel>
      </div>
    </main>
  );
}

/** Everything on the page, top to bottom. It takes what is dropped anywhere. */
function Window({ offline, startOver, goBack }: { readonly offline: Offline } & Pick<Pages, "startOver" | "goBack">) {
  const isDragging = useWindowDrop(usePage().drop);
  return (
    <div className={`page${isDragging ? " dragging" : ""}`} data-idle={offline.state !== "loading"}>
      <TopRow startOver={startOver} />
      <Bench offline={offline} goBack={goBack} />
    </div>
  );
}

/** The page. It accepts files as soon as it is mounted, and works offline once its late modules are loaded. The build also renders it to static HTML. */
export function App({ spawn, drops }: { readonly spawn: () => WorkerLike; readonly drops: readonly Drop[] }) {
  const client = useMemo(() => new SignetClient(spawn, signerClient), [spawn]);
  const { number, page, startOver, goBack } = usePages(client);
  const take = useEffectEvent(({ files, on }: Drop) => page.drop(files, on));
  const offline = useOffline(client, page.log);
  useEffect(() => {
    for (const drop of drops) take(drop);
  }, [drops]);
  useEffect(() => listenForLaunches((files) => take({ files, on: null })), []);
  return (
    <PageContext key={number} value={page}>
      <SkipLink />
      <Window offline={offline} startOver={startOver} goBack={goBack} />
    </PageContext>
  );
}
