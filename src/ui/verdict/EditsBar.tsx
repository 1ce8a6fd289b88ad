import { Fragment, useState } from "react";
import { changeText, type RowChanges } from "../../core/edit/changes.ts";
import { sideOfEdit } from "../../core/edit/edit.ts";
import { renderText } from "../../core/errors.ts";
import { Refusal } from "../shared/Refusal.tsx";
import { useEdits } from "../shared/use-page.ts";
import type { Edits } from "../store/selectors/edits-view.ts";
import { count } from "../store/text/format.ts";
import "./verdict.css";

/** So many are listed; the rest on request. */
const SHOWN = 3;
const MOST_SHOWN = 200;

function Difference({ edits, difference: { side, key, name, changes } }: { readonly edits: Edits; readonly difference: RowChanges }) {
  return (
    <li>
      <span className="side">{side}:</span> <code>{name}</code>{" "}
      {changes.map((change, index) => (
        <Fragment key={change.aspect}>
          {index > 0 && "; "}
          {changeText(change)}
          {!edits.isReadOnly && changes.length > 1 && (
            <button
              type="button"
              className="revert"
              aria-label={`Revert ${change.aspect} of ${name} of ${side}`}
              title={`Back to ${change.from}`}
              onClick={() => edits.revert(side, key, change.aspect)}
            >
              ↺
            </button>
          )}
        </Fragment>
      ))}{" "}
      {!edits.isReadOnly && (
        <button type="button" className="small" aria-label={`Revert ${name} of ${side}`} onClick={() => edits.revert(side, key)}>
          Revert
        </button>
      )}
    </li>
  );
}

/** Edits without effect: they no longer fit what was read, or break a rule since others were reverted. */
function LeftOver({ edits }: { readonly edits: Edits }) {
  const { refused } = edits.edited;
  if (refused.length === 0) return null;
  return (
    <p>
      {count(refused.length)} {refused.length === 1 ? "edit does" : "edits do"} not fit what is here now:{" "}
      {refused.slice(0, SHOWN).map(({ index, error }) => {
        const edit = edits.list[index];
        return (
          <span key={index}>
            {edit === undefined ? "" : `${sideOfEdit(edit)}, ${edit.kind}: `}
            {renderText(error.message)}{" "}
          </span>
        );
      })}
    </p>
  );
}

/** The edits by hand with old and new value, each with a button to revert it, and one for all. */
export function EditsBar() {
  const edits = useEdits();
  const [isOpen, setOpen] = useState(false);
  if (edits === null) return null;
  const { differences, edited, isReadOnly } = edits;
  if (differences.length === 0 && edited.refused.length === 0 && edits.refusal === null) return null;
  const shown = differences.slice(0, isOpen ? MOST_SHOWN : SHOWN);
  return (
    <section className="bar notes edits-bar" aria-label="Edits">
      <div className="edits-list">
        <strong>{differences.length === 0 ? "No edits" : `${count(differences.length)} edited`}</strong>
        <ul>
          {shown.map((difference) => (
            <Difference key={`${difference.side} ${difference.key}`} edits={edits} difference={difference} />
          ))}
        </ul>
        {differences.length > SHOWN && (
          <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? "fewer" : `${count(differences.length - SHOWN)} more`}
          </button>
        )}
        <LeftOver edits={edits} />
        <Refusal />
      </div>
      {!isReadOnly && (differences.length > 0 || edited.refused.length > 0) && (
        <button type="button" className="small" onClick={edits.revertAll}>
          Revert all
        </button>
      )}
    </section>
  );
}
