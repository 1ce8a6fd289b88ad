import { useState } from "react";
import type { EditSide } from "../../core/edit/edit.ts";
import type { SpecKey } from "../../core/mlflow/spec-keys.ts";
import type { Note, NoteState } from "../../core/review/review.ts";
import { useEdits, useSelector, useSharing } from "../shared/use-page.ts";
import { newId } from "../store/effects/new-id.ts";
import { shownState } from "../store/selectors/selectors.ts";
import { columnName } from "../store/text/format.ts";
import "./share.css";

/** One note with its answers, and the fields to answer or decide it. */
function NoteItem({ note, onChange }: { readonly note: Note; readonly onChange: (note: Note) => void }) {
  const [reply, setReply] = useState("");
  const decide = (state: NoteState, label: string) => (
    <button
      type="button"
      className="small"
      aria-pressed={note.state === state}
      onClick={() => onChange({ ...note, state: note.state === state ? "open" : state })}
    >
      {label}
    </button>
  );
  return (
    <li className={`note-item ${note.state}`}>
      <p>
        {note.text} {note.state !== "open" && <span className="quiet">({note.state})</span>}
      </p>
      {note.replies.map((text, index) => (
        <p key={index} className="reply">
          {text}
        </p>
      ))}
      <form
        className="note-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (reply.trim() === "") return;
          onChange({ ...note, replies: [...note.replies, reply.trim()] });
          setReply("");
        }}
      >
        <input
          aria-label={`Reply to: ${note.text}`}
          className="draft small"
          value={reply}
          placeholder="Reply"
          onChange={(event) => setReply(event.target.value)}
        />
        <button type="submit" className="small" disabled={reply.trim() === ""}>
          Reply
        </button>
        {decide("accepted", "Accept")}
        {decide("dismissed", "Dismiss")}
      </form>
    </li>
  );
}

/** The notes on one row, and a field for another. */
function NotesOfRow({ side, specKey, name }: { readonly side: EditSide; readonly specKey: SpecKey; readonly name: string }) {
  const sharing = useSharing();
  const [text, setText] = useState("");
  if (sharing === null) return null;
  const own = sharing.notes.filter((note) => note.side === side && note.key === specKey);
  return (
    <section className="notes-panel" aria-label={`Notes on ${name}`}>
      <h3>Notes</h3>
      <ul>
        {own.map((note) => (
          <NoteItem
            key={note.id}
            note={note}
            onChange={(next) => sharing.setNotes((notes) => notes.map((one) => (one.id === next.id ? next : one)))}
          />
        ))}
      </ul>
      <form
        className="note-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === "") return;
          const note: Note = { id: newId(), side, key: specKey, text: text.trim(), state: "open", replies: [] };
          sharing.setNotes((notes) => [...notes, note]);
          setText("");
        }}
      >
        <input
          aria-label={`Note on ${name}`}
          className="draft small"
          value={text}
          placeholder="A note for whoever opens the link"
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="small" disabled={text.trim() === ""}>
          Add note
        </button>
      </form>
    </section>
  );
}

/** The notes on the selected row. */
export function NotesPanel() {
  const { selection, result } = useSelector(shownState);
  const edits = useEdits();
  const key = selection === null ? undefined : edits?.keyAt(selection.side, selection.index);
  if (selection === null || key === undefined) return null;
  const { side, index } = selection;
  return <NotesOfRow key={`${side} ${key}`} side={side} specKey={key} name={columnName(result?.sides[side]?.specs[index]?.name)} />;
}
