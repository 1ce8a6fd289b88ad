import type { PythonValue } from "../../core/python/value.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { usePanelFocus } from "../kit/use-panel-focus.ts";
import type { Actions } from "../store/page-actions.ts";
import type { SideState } from "../store/state/side-state.ts";
import { DeclareDtypes } from "./DeclareDtypes.tsx";
import { OptionsEditor } from "./OptionsEditor.tsx";

const NONE: ReadonlyMap<string, PythonValue> = new Map();

/** The options of one side, over the whole width, while they are open. */
export function OptionsPanel({ side, state, actions }: { readonly side: DataSide; readonly state: SideState; readonly actions: Actions }) {
  const panel = usePanelFocus<HTMLDivElement>({ first: "input, select, textarea", fallback: `.zone[data-role="${side}"] .file-chip` });
  if (state.phase !== "ready" && state.phase !== "failed") return null;
  const isReady = state.phase === "ready";
  const asked = isReady ? state.asked : state.settings.options;
  const inForce = state.settings.options;
  // An option that was applied by itself and not touched stays so, and stays listed with its undo.
  const wasApplied = (name: string, value: PythonValue) => !asked.has(name) && inForce.get(name) === value;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for a key that bubbles from its fields
    <div ref={panel} className="overlay" onKeyDown={(event) => event.key === "Escape" && actions.openOptions(null)}>
      <OptionsEditor
        // Another reading has other options in force, which the fields then show.
        key={isReady ? state.summary.pythonRead.expression : "failed"}
        side={side}
        format={isReady ? state.summary.format : null}
        file={state.files[0]?.name ?? ""}
        options={inForce}
        preprocessing={isReady ? state.preprocessing : (state.settings.preprocessing ?? {})}
        onApply={(options, preprocessing) => {
          const wanted = new Map([...options].filter(([name, value]) => !wasApplied(name, value)));
          const isSame = isReady && options.size === inForce.size && [...options].every(([name, value]) => inForce.get(name) === value);
          if (isSame) actions.preprocess(side, preprocessing);
          else actions.readAgain(side, options.size === 0 ? NONE : wanted, preprocessing);
        }}
        onClose={() => actions.openOptions(null)}
      />
      {isReady && state.summary.datasetKind === "table" && <DeclareDtypes side={side} current={state} actions={actions} />}
    </div>
  );
}
