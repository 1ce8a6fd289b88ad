import type { SpecKey } from "../../../core/mlflow/spec-keys.ts";
import { pythonCall } from "../../../core/python/repr.ts";
import { usePage, useSelector } from "../../shared/use-page.ts";
import { changesAfterReading, fixPython } from "../../store/selectors/applied-fixes.ts";
import { workOf } from "../../store/selectors/selectors.ts";
import type { CarriedChanges } from "../../store/state/carry.ts";
import { count } from "../../store/text/format.ts";

/** So many edited rows are named. */
const MOST_NAMED = 5;

/** The name in a row's key, which is JSON where it is a text. */
const nameOf = (key: SpecKey): string => /^"(.*)"$/.exec(key)?.[1] ?? key;

/** Changes in few words: their Python, and the rows that were edited. */
function Changes({ options, preprocessing, edited }: CarriedChanges) {
  const parts = [
    ...[...options].map((option) => pythonCall("", [], new Map([option])).slice(1, -1)),
    ...changesAfterReading(preprocessing).map(fixPython),
  ];
  const edits =
    edited.length === 0
      ? []
      : [`${edited.length === 1 ? "the edit" : "the edits"} of ${edited.slice(0, MOST_NAMED).map(nameOf).join(", ")}`];
  return (
    <>
      {parts.map((part, index) => (
        <span key={part}>
          {index > 0 && ", "}
          <code>{part}</code>
        </span>
      ))}
      {parts.length > 0 && edits.length > 0 && ", "}
      {edits}
      {edited.length > MOST_NAMED && ` and ${count(edited.length - MOST_NAMED)} more`}
    </>
  );
}

const isNone = ({ options, preprocessing, edited }: CarriedChanges): boolean =>
  options.size + Object.keys(preprocessing).length + edited.length === 0;

/** Says what of a replaced file's changes the new file has, and what not. */
export function CarriedNotice() {
  const carried = useSelector(({ view }) => view.carried);
  const isNow = useSelector((state) => carried !== null && workOf(state)[carried.side] === carried.of);
  const { dispatch } = usePage();
  if (carried === null || !isNow) return null;
  const { before, kept, left } = carried;
  return (
    <section className={`bar ${isNone(left) ? "notes" : "warns"}`} aria-label="Carried over">
      <div>
        {!isNone(kept) && (
          <p>
            Kept from <strong className="file-name">{before}</strong>: <Changes {...kept} />.
          </p>
        )}
        {!isNone(left) && (
          <p>
            Not kept, since they do not fit this file: <Changes {...left} />.
          </p>
        )}
      </div>
      <button type="button" className="small" onClick={() => dispatch({ kind: "undone" })}>
        {isNone(kept) ? `Back to ${before}` : "Undo"}
      </button>
      <button type="button" className="small" onClick={() => dispatch({ kind: "carried-told" })}>
        Dismiss
      </button>
    </section>
  );
}
