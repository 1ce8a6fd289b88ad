import { useMemo } from "react";
import { changeText } from "../../core/edit/changes.ts";
import { useEdits, useSelector } from "../shared/use-page.ts";
import { type OwnRefusal, ownRefusals } from "../store/selectors/own-refusals.ts";
import type { Against } from "./against.ts";
import { WAY_NAMES } from "./check-words.ts";
import { RefusalItem, RemedyList, refusalGroups } from "./RefusalItem.tsx";
import { useAgainst } from "./use-against.ts";
import "./check.css";

/** So many causes are listed; the check has all. */
const SHOWN = 5;

/** What of the refused columns was edited by hand, each with a button that reverts it. */
function RevertEdits({ refused: { data, refusals } }: { readonly refused: OwnRefusal }) {
  const edits = useEdits();
  if (edits === null || edits.isReadOnly || data.side === "params") return null;
  const { side } = data;
  const columns = new Set(refusals.map(({ column }) => column));
  const edited = edits.edited[side].rows.flatMap(({ key, spec }) => {
    const changes = columns.has(spec.name ?? null) ? edits.changesOf(side, key) : undefined;
    return changes === undefined ? [] : [changes];
  });
  if (edited.length === 0) return null;
  return (
    <ul className="fixes">
      {edited.map(({ key, name, changes }) => (
        <li key={key}>
          <button type="button" className="small" onClick={() => edits.revert(side, key)}>
            Revert <code>{name}</code>
          </button>{" "}
          <span className="fix-result">{changes.map(changeText).join("; ")}</span>
        </li>
      ))}
    </ul>
  );
}

/** What one way refuses of the data on the page, why, and what can be done. */
function Refused({ refused, against }: { readonly refused: OwnRefusal; readonly against: Against }) {
  const { severity, data, verdict, refusals, remedies, whole } = refused;
  const all = useMemo(() => refusalGroups(refusals, remedies), [refusals, remedies]);
  const groups = all.slice(0, SHOWN);
  return (
    <li className={`bar ${severity} problem`}>
      <span className="problem-text">
        {WAY_NAMES[verdict.via]} refuses this data{data.side === "inputs" ? "" : ` as ${data.side}`}:
      </span>
      <RevertEdits refused={refused} />
      <ul className="refusals">
        {groups.map((group, index) => (
          // Columns may repeat, and the list is never reordered.
          <RefusalItem key={index} group={group} isOpen={false} data={data} against={against} />
        ))}
      </ul>
      {all.length > SHOWN && <p className="quiet">Check data lists all {all.length} reasons.</p>}
      {whole.length > 0 && (
        <>
          <p>All columns at once:</p>
          <RemedyList remedies={whole} data={data} against={against} />
        </>
      )}
    </li>
  );
}

/** What MLflow refuses of the data that the signature is of, where no problem says it, with the ways out: errors, or warnings. */
export function OwnRefusals({ severity }: Pick<OwnRefusal, "severity">) {
  const refused = useSelector(ownRefusals).filter((one) => one.severity === severity);
  const against = useAgainst();
  if (refused.length === 0 || against === null) return null;
  return (
    <ul className="problems own-refusals" aria-label={severity === "stops" ? "Refused data" : "Data refused with a warning"}>
      {refused.map((one) => (
        <Refused key={`${one.data.side} ${one.verdict.via}`} refused={one} against={against} />
      ))}
    </ul>
  );
}
