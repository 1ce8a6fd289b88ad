import { CURRENT, environmentName } from "../../core/environment/environment.ts";
import { usePage, useSelector } from "../shared/use-page.ts";
import { shownState } from "../store/selectors/selectors.ts";
import { changeTotal } from "../store/selectors/versions-view.ts";
import { isCurrent } from "../store/state/chosen-environment.ts";
import { count } from "../store/text/format.ts";

const named = (by: readonly string[]): string => (by.length === 0 ? "" : `, as ${by.join(" and ")} ${by.length === 1 ? "says" : "say"}`);

/** The versions that the page answers as, if they are not the current ones, with a button to compare them. */
export function VersionNote() {
  const { environment: chosen } = useSelector(shownState);
  const total = changeTotal(useSelector(({ comparison }) => comparison));
  const isComparing = useSelector(({ view }) => view.isComparing);
  const { dispatch } = usePage();
  if (isCurrent(chosen)) return null;
  const { mlflow, pandas } = chosen.environment;
  const differing =
    total === null || total === 0 ? "" : ` · ${count(total)} ${total === 1 ? "answer differs" : "answers differ"} in others`;
  return (
    <button
      type="button"
      className="link version-note"
      title={`Signet answers as ${environmentName(chosen.environment)}${named(chosen.by)}. Compare versions`}
      aria-expanded={isComparing}
      onClick={() => dispatch({ kind: "comparing", isOpen: !isComparing })}
    >
      MLflow {mlflow}, pandas {pandas}
      {differing}
    </button>
  );
}

/** The same among the changes, with what takes it back. */
export function VersionBar() {
  const { environment: chosen } = useSelector(shownState);
  const { dispatch } = usePage();
  if (isCurrent(chosen)) return null;
  return (
    <div className="bar notes">
      <p>
        Signet answers as <strong>{environmentName(chosen.environment)}</strong>
        {named(chosen.by)}.
      </p>
      <button type="button" className="small" onClick={() => dispatch({ kind: "environment-chosen", environment: CURRENT })}>
        Use the current versions
      </button>
    </div>
  );
}
