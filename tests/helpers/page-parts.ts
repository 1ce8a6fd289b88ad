import { Blob as NodeBlob } from "node:buffer";
import type { SigningResult } from "../../src/core/signers/signer.ts";
import { shownState } from "../../src/ui/store/selectors/selectors.ts";
import type { PageAction } from "../../src/ui/store/state/action.ts";
import { reduce } from "../../src/ui/store/state/reduce.ts";
import { initialState, type PageState } from "../../src/ui/store/state/state.ts";
import type { FilePart, ReadSummary } from "../../src/worker/protocol.ts";

/** The page with nothing on it, as its store begins. */
export const START: PageState = initialState("test");

/** The same as the page's parts show it. */
export const EMPTY_PAGE = shownState(START);

/** A file with a name and little in it. The simulated page's own Blob cannot be read; Node's is the same class as a browser's. */
export const part = (name: string, text = "a\n1\n"): FilePart => ({ name, blob: new NodeBlob([text]) as unknown as Blob });

/** What reading a small CSV file gives. */
export const summaryOf = (more: Partial<ReadSummary> = {}): ReadSummary => ({
  format: "csv",
  reason: "",
  settings: { options: new Map() },
  files: [],
  applied: [],
  pythonRead: { imports: [], setup: [], expression: "" },
  datasetKind: "table",
  notes: [],
  rowCount: 1,
  ...more,
});

/** A result of signing columns with these names as longs. */
export function resultOf(...names: readonly string[]): SigningResult {
  const specs = names.map((name) => ({ kind: "column", type: { kind: "scalar", name: "long" }, name, required: true }) as const);
  const inputs = { kind: "columns", specs } as const;
  return {
    signature: { inputs, outputs: null, params: null },
    sides: {
      inputs: {
        schema: inputs,
        failure: null,
        integerHint: false,
        rowCount: 1,
        specs: specs.map((spec) => ({ name: spec.name, spec, dtype: "int64", steps: [], missing: null })),
      },
    },
    problems: [],
  };
}

/** The state after a row of actions. */
export const reduced = (state: PageState, ...actions: readonly PageAction[]): PageState => actions.reduce(reduce, state);
