import { lazy, Suspense } from "react";
import { type SignerControls, useProfiles } from "../shared/use-page.ts";
import type { State } from "../store/state/shown-state.ts";
import { signerClient } from "./load-signers.ts";
import type { TrySigning } from "./use-trial.ts";

const SignerPanel = lazy(() => import("./SignerPanel.tsx").then(({ SignerPanel: panel }) => ({ default: panel })));

const describeModule = async (file: string, source: string) => (await signerClient()).describe(file, source);

/** The panel of the signers while it is open; its scripts load after the page's first ones. */
export function SignerPlace({
  state: { signer, result },
  controls,
  trySigning,
}: {
  readonly state: State;
  readonly controls: SignerControls;
  readonly trySigning: TrySigning;
}) {
  const { panel } = controls;
  const profiles = useProfiles();
  if (panel === null) return null;
  return (
    <div className="overlay">
      <Suspense fallback={null}>
        <SignerPanel
          key={panel.id}
          initial={panel.text}
          inUse={signer}
          result={result}
          files={controls.files}
          isRemembered={controls.isRemembered}
          trySigning={trySigning}
          areRangesKnown={profiles.inputs.state.outcome?.kind === "columns"}
          describe={describeModule}
          onFiles={controls.drop}
          onTake={controls.take}
          onKeep={controls.close}
          onForget={controls.forget}
        />
      </Suspense>
    </div>
  );
}
