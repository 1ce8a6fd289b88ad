import { DATA_SIDES } from "../../core/mlflow/parts.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { useActions, useEdits, useSelector } from "../shared/use-page.ts";
import { derive } from "../store/selectors/derive.ts";
import { openComments } from "../store/selectors/problem-counts.ts";
import { editedSignature } from "../store/selectors/selectors.ts";
import { columnName } from "../store/text/format.ts";
import { RemarkText } from "./CommentsPanel.tsx";

/** The comments that nobody has decided yet, each with the row that it is on. */
const placed = derive(
  (state) => [openComments(state), editedSignature(state)],
  (comments, edited) => {
    const places = new Map<string, { readonly side: DataSide; readonly index: number; readonly name: string }>(
      DATA_SIDES.flatMap((side) =>
        edited[side].rows.map(({ key, spec }, index) => [`${side} ${key}`, { side, index, name: columnName(spec.name) }] as const),
      ),
    );
    // A comment on a row that is gone waits as well.
    return comments.map((comment) => ({ comment, place: places.get(`${comment.side} ${comment.key}`) ?? null }));
  },
);

/** What reviewers ask and nobody has decided, with the columns that it is about. */
export function OpenComments() {
  const comments = useSelector(placed);
  const { select } = useActions();
  const edits = useEdits();
  if (comments.length === 0 || edits === null) return null;
  return (
    <ul className="problems open-comments" aria-label="Open comments">
      {comments.map(({ comment, place }) => (
        <li key={comment.id} className="bar problem">
          <span className="problem-text">
            {place === null ? (
              <span className="quiet">On a column that is gone: </span>
            ) : (
              <>
                <button type="button" className="column-link" onClick={() => select(place)}>
                  {place.name}
                </button>
                :{" "}
              </>
            )}
            <RemarkText remark={comment} />
            {comment.replies.length > 0 && (
              <span className="quiet"> · {comment.replies.length === 1 ? "1 reply" : `${comment.replies.length} replies`}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
