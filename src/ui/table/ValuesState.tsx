import type { Profiling } from "../store/page-actions.ts";
import { bytes } from "../store/text/format.ts";

/** The state of the distributions: being read, or, for large files, offered with their cost. */
export function ValuesState({ profiling: { state, byteLength, start, cancel } }: { readonly profiling: Profiling }) {
  if (state.running !== null) {
    const read = state.running.progress?.bytes ?? 0;
    return (
      <span className="values-state">
        <progress aria-label="Reading values" value={read} max={Math.max(1, byteLength)} />
        <button type="button" className="link" onClick={cancel}>
          Cancel
        </button>
      </span>
    );
  }
  if (state.summary === null || state.isWanted || state.outcome !== null) return null;
  return (
    <button type="button" className="small" title="Reads the file again for every column; the signature stays as it is." onClick={start}>
      Read values ({bytes(byteLength)})
    </button>
  );
}
