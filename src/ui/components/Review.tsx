import { useEffect } from "react";
import type { Pane, State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { ParamsTable } from "./ParamsTable.tsx";
import { SchemaTable } from "./SchemaTable.tsx";
import { WhyPanel } from "./WhyPanel.tsx";

const PANES: readonly { readonly pane: Pane; readonly label: string }[] = [
  { pane: "signature", label: "Signature" },
  { pane: "why", label: "Why" },
];

/** `/` finds a column, as in the browser's own tools; not while something is being typed. */
function useFindKey() {
  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.matches("input, textarea, select");
      const box = document.querySelector<HTMLInputElement>("input[type=search]");
      if (event.key !== "/" || isTyping || box === null) return;
      event.preventDefault();
      box.focus();
    };
    window.addEventListener("keydown", find);
    return () => window.removeEventListener("keydown", find);
  }, []);
}

/** The signature's tables with the reasons beside them: the inputs scroll by themselves, outputs and params stay in sight. */
export function Review({ state, actions }: { readonly state: State; readonly actions: Actions }) {
  useFindKey();
  const { result, pane, selection } = state;
  if (result === null) return null;
  const { sides, params } = result;
  return (
    <div className="review" data-pane={pane}>
      <div className="panes">
        {PANES.map(({ pane: one, label }) => (
          <button key={one} type="button" className="small" aria-pressed={pane === one} onClick={() => actions.showPane(one)}>
            {label}
          </button>
        ))}
      </div>
      <div className="tables">
        {sides.inputs !== undefined && <SchemaTable side="inputs" result={sides.inputs} selection={selection} onSelect={actions.select} />}
        {(sides.outputs !== undefined || params !== undefined) && (
          <div className="beside">
            {sides.outputs !== undefined && (
              <SchemaTable side="outputs" result={sides.outputs} selection={selection} onSelect={actions.select} />
            )}
            {params !== undefined && <ParamsTable params={params} />}
          </div>
        )}
      </div>
      <WhyPanel state={state} actions={actions} />
    </div>
  );
}
