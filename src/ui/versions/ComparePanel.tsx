import { type ReactNode, useState } from "react";
import { changeSentence, type VersionChange } from "../../core/diff/version-changes.ts";
import { environmentName, isSameEnvironment } from "../../core/environment/environment.ts";
import { PROFILES, type Profile } from "../../core/environment/profiles.ts";
import { loadFailure } from "../../core/exporters/losses.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import { Message } from "../kit/Message.tsx";
import { usePage, useSelector } from "../shared/use-page.ts";
import { shownState, signatureOf } from "../store/selectors/selectors.ts";
import type { Comparison } from "../store/state/comparison.ts";
import { columnName, count } from "../store/text/format.ts";

const MOST_SHOWN = 200;

const VERDICT_WORDS = { accepted: "accepts it", refused: "refuses it", undecided: "undecided", "proves nothing": "no check" } as const;

/** What a change is about, and in short what each of the two answers. */
function sidesOf(change: VersionChange): readonly [what: string, before: string, after: string] {
  switch (change.kind) {
    case "signature": {
      const { side, name, kind, before, after } = change.difference;
      return [name === "" ? `${side}: ${kind}` : `${side}: ${name}`, before === "" ? "–" : before, after === "" ? "–" : after];
    }
    case "failure":
      return [change.side, change.before === null ? "signature" : "no signature", change.after === null ? "signature" : "no signature"];
    case "verdict": {
      const { side, name, column, via, declared, before, after } = change;
      const what = `${side}: ${column === undefined ? name : columnName(column)}${declared === undefined ? "" : ` as ${declared}`}`;
      const way = via === "predict" ? "predict" : "scoring server";
      return [what, `${way} ${VERDICT_WORDS[before]}`, `${way} ${VERDICT_WORDS[after]}`];
    }
  }
}

/** One change: what it is about, what each answers, and a sentence where that does not say enough. */
function Row({
  what,
  before,
  after,
  children,
}: {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly children: ReactNode;
}) {
  return (
    <tbody>
      <tr>
        <th scope="row">{what}</th>
        <td>{before}</td>
        <td>{after}</td>
      </tr>
      {children !== null && (
        <tr className="quiet">
          <td colSpan={3}>{children}</td>
        </tr>
      )}
    </tbody>
  );
}

/** Whether the other MLflow loads what is exported, as a row; nothing if it does. */
function ExportRow({ signature, profile }: { readonly signature: ModelSignature; readonly profile: Profile }) {
  const failure = loadFailure(signature, profile.environment);
  if (failure === null) return null;
  return (
    <Row what="Exports" before="load" after="do not load">
      MLflow {profile.environment.mlflow} does not load the MLmodel and the JSON: {failure}. Choose these versions before you download.
    </Row>
  );
}

function Changes({
  comparison,
  profile,
  signature,
}: {
  readonly comparison: Comparison;
  readonly profile: Profile;
  readonly signature: ModelSignature | null;
}) {
  const changes = comparison.changes.get(profile.id);
  const { from } = comparison;
  const to = profile.environment;
  if (changes === undefined) return <p className="quiet">Comparing…</p>;
  const isLoaded = signature === null || loadFailure(signature, to) === null;
  if (changes.length === 0 && isLoaded) return <p>Nothing changes for this data: the same types, the same verdicts.</p>;
  return (
    <>
      <table className="compared" aria-label={`${environmentName(from)} and ${environmentName(to)}`}>
        <thead>
          <tr>
            <td />
            <th scope="col">{environmentName(from)}</th>
            <th scope="col">{environmentName(to)}</th>
          </tr>
        </thead>
        {changes.slice(0, MOST_SHOWN).map((change, index) => {
          const [what, before, after] = sidesOf(change);
          return (
            // Two ways may say the same of a column, so the place is the key.
            <Row key={index} what={what} before={before} after={after}>
              {change.kind === "signature" ? null : <Message text={changeSentence(change, from, to)} />}
            </Row>
          );
        })}
        {signature !== null && <ExportRow signature={signature} profile={profile} />}
      </table>
      {changes.length > MOST_SHOWN && (
        <p className="quiet">
          These are the first {count(MOST_SHOWN)} of {count(changes.length)}.
        </p>
      )}
    </>
  );
}

/** What other versions answer differently for what is on the page, side by side. */
export function ComparePanel() {
  const { dispatch } = usePage();
  const isOpen = useSelector(({ view }) => view.isComparing);
  const { environment } = useSelector(shownState).environment;
  const comparison = useSelector((state) => state.comparison);
  const signature = useSelector(signatureOf);
  const [wanted, setWanted] = useState<string | null>(null);
  if (!isOpen) return null;
  const others = PROFILES.filter((profile) => !isSameEnvironment(profile.environment, environment));
  const changed = others.find(({ id }) => (comparison?.changes.get(id)?.length ?? 0) > 0);
  const profile = others.find(({ id }) => id === wanted) ?? changed ?? others[0];
  if (profile === undefined) return null;
  return (
    <section className="overlay compare-versions" aria-label="Compare versions">
      <div className="compare-head">
        <h2>Compare versions</h2>
        <span>{environmentName(environment)} and</span>
        <select aria-label="Other versions" className="small" value={profile.id} onChange={(event) => setWanted(event.target.value)}>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <button type="button" className="small" onClick={() => dispatch({ kind: "environment-chosen", environment: profile.environment })}>
          Use these versions
        </button>
        <span className="gap" />
        <button type="button" className="small" onClick={() => dispatch({ kind: "comparing", isOpen: false })}>
          Close
        </button>
      </div>
      {comparison === null ? (
        <p className="quiet">Versions are compared once there is data to sign.</p>
      ) : (
        <Changes comparison={comparison} profile={profile} signature={signature} />
      )}
    </section>
  );
}
