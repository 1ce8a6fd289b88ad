import { type FormEvent, type ReactNode, useState } from "react";
import type { EditSide } from "../../core/edit/edit.ts";
import type { SpecKey } from "../../core/mlflow/spec-keys.ts";
import type { CommentState, Remark, ReviewComment } from "../../core/review/review.ts";
import { type Sharing, useEdits, useSelector, useSharing } from "../shared/use-page.ts";
import { newId } from "../store/effects/new-id.ts";
import { shownState } from "../store/selectors/selectors.ts";
import { columnName } from "../store/text/format.ts";
import "./share.css";

/** A field with its button: what is written is sent once, and the field is empty again. */
function RemarkForm({
  label,
  placeholder,
  action,
  onSend,
  children,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly action: string;
  readonly onSend: (text: string) => void;
  readonly children?: ReactNode;
}) {
  const [draft, setDraft] = useState("");
  const text = draft.trim();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text === "") return;
    onSend(text);
    setDraft("");
  };
  return (
    <form className="comment-form" onSubmit={send}>
      <input
        aria-label={label}
        className="draft small"
        value={draft}
        placeholder={placeholder}
        onChange={(event) => setDraft(event.target.value)}
      />
      <button type="submit" className="small" disabled={text === ""}>
        {action}
      </button>
      {children}
    </form>
  );
}

/** What was said, after the name of who said it. */
export function RemarkText({ remark: { text, author } }: { readonly remark: Remark }) {
  return (
    <>
      {author !== "" && <strong>{author}: </strong>}
      {text}
    </>
  );
}

/** One comment with its replies, and the fields to reply to it or to decide it. */
function CommentItem({
  comment,
  author,
  onChange,
}: {
  readonly comment: ReviewComment;
  readonly author: string;
  readonly onChange: (comment: ReviewComment) => void;
}) {
  const decide = (state: CommentState, label: string) => (
    <button
      type="button"
      className="small"
      aria-pressed={comment.state === state}
      onClick={() => onChange({ ...comment, state: comment.state === state ? "open" : state })}
    >
      {label}
    </button>
  );
  return (
    <li className={`comment-item ${comment.state}`}>
      <p>
        <RemarkText remark={comment} /> {comment.state !== "open" && <span className="quiet">({comment.state})</span>}
      </p>
      {comment.replies.map((reply, index) => (
        <p key={index} className="reply">
          <RemarkText remark={reply} />
        </p>
      ))}
      <RemarkForm
        label={`Reply to: ${comment.text}`}
        placeholder="Reply"
        action="Reply"
        onSend={(text) => onChange({ ...comment, replies: [...comment.replies, { text, author }] })}
      >
        {decide("accepted", "Accept")}
        {decide("dismissed", "Dismiss")}
      </RemarkForm>
    </li>
  );
}

/** The comments on one row, a field for another, and the name that they are written under. */
function CommentsOfRow({
  sharing: { comments, author: name, setAuthor, setComments },
  side,
  specKey,
  column,
}: {
  readonly sharing: Sharing;
  readonly side: EditSide;
  readonly specKey: SpecKey;
  readonly column: string;
}) {
  const author = name.trim();
  const own = comments.filter((comment) => comment.side === side && comment.key === specKey);
  return (
    <section className="comments-panel" aria-label={`Comments on ${column}`}>
      <h3>Comments</h3>
      <ul>
        {own.map((comment) => (
          <CommentItem
            key={comment.id}
            comment={comment}
            author={author}
            onChange={(next) => setComments((all) => all.map((one) => (one.id === next.id ? next : one)))}
          />
        ))}
      </ul>
      <RemarkForm
        label={`Comment on ${column}`}
        placeholder="Write a comment"
        action="Add comment"
        onSend={(text) => setComments((all) => [...all, { id: newId(), side, key: specKey, text, author, state: "open", replies: [] }])}
      />
      <label className="comment-author">
        Your name
        <input
          className="draft small"
          value={name}
          placeholder="Optional"
          autoComplete="name"
          maxLength={200}
          onChange={(event) => setAuthor(event.target.value)}
        />
      </label>
    </section>
  );
}

/** The comments on the selected row. */
export function CommentsPanel() {
  const { selection, result } = useSelector(shownState);
  const sharing = useSharing();
  const edits = useEdits();
  const key = selection === null ? undefined : edits?.keyAt(selection.side, selection.index);
  if (selection === null || key === undefined || sharing === null) return null;
  const { side, index } = selection;
  const column = columnName(result?.sides[side]?.specs[index]?.name);
  return <CommentsOfRow key={`${side} ${key}`} sharing={sharing} side={side} specKey={key} column={column} />;
}
