import { Message } from "../../kit/Message.tsx";
import type { Profiling } from "../../store/page-actions.ts";
import { bytes } from "../../store/text/format.ts";
import { ProfileFacts } from "./ProfileFacts.tsx";

/** The cost of a profile, shown before it is requested. */
function Offer({ profiling: { byteLength, start } }: { readonly profiling: Profiling }) {
  return (
    <p className="profile-offer">
      <button type="button" className="small" onClick={start}>
        Profile
      </button>{" "}
      <span className="quiet">reads {bytes(byteLength)} again, for every column; the signature stays as it is.</span>
    </p>
  );
}

function Running({ profiling: { byteLength, state, cancel } }: { readonly profiling: Profiling }) {
  const read = state.running?.progress?.bytes ?? 0;
  return (
    <p className="profile-running">
      <progress value={read} max={byteLength} aria-label="Profiling" />
      <span className="quiet">
        {bytes(read)} of {bytes(byteLength)}
      </span>{" "}
      <button type="button" className="small" onClick={cancel}>
        Cancel
      </button>
    </p>
  );
}

/** The distribution of a column's values; or the offer to read it, the progress, or why there is none. */
export function ProfileSection({
  name,
  index,
  profiling,
}: {
  readonly name: string;
  readonly index: number;
  readonly profiling: Profiling;
}) {
  const { state, of } = profiling;
  const profile = of(index);
  if (state.summary === null || state.summary.datasetKind === "tensors") return null;
  return (
    // As much room as most columns need, so that what is below does not move once the values are known.
    <section aria-label="Values" className={profile === null && (state.running !== null || state.isWanted) ? "values-pending" : ""}>
      <h3>Values</h3>
      {profile !== null ? (
        <ProfileFacts name={name} profile={profile} />
      ) : state.running !== null ? (
        <Running profiling={profiling} />
      ) : state.outcome?.kind === "unavailable" ? (
        <p className="quiet">{state.outcome.reason}</p>
      ) : state.outcome?.kind === "failed" ? (
        <p className="failure">
          <Message text={state.outcome.error.message} />
        </p>
      ) : state.outcome?.kind === "columns" ? (
        <p className="quiet">Not profiled: only numbers, booleans and texts are.</p>
      ) : state.isWanted ? (
        <p className="quiet">Profiling starts when nothing else is being read.</p>
      ) : (
        <Offer profiling={profiling} />
      )}
    </section>
  );
}
