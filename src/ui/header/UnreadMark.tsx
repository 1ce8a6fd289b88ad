import { Message } from "../kit/Message.tsx";
import type { SideState } from "../store/state/shown-state.ts";
import { bytes } from "../store/text/format.ts";

/** Says what of a side was not read, with a button that reads it; empty if everything was. */
export function UnreadMark({
  current,
  onVerify,
  onCancel,
}: {
  readonly current: Extract<SideState, { readonly phase: "ready" }>;
  readonly onVerify: () => void;
  readonly onCancel: () => void;
}) {
  const note = current.summary.notes.find(({ kind }) => kind === "pages-unread");
  if (note === undefined) return null;
  const { verifying } = current;
  const total = current.files.reduce((sum, { blob }) => sum + blob.size, 0);
  return (
    <p className="unread quiet">
      <Message text={note.message} />{" "}
      {verifying === null ? (
        <button type="button" title="Reads all of it: a broken page or an invalid text would change the answer." onClick={onVerify}>
          Verify
        </button>
      ) : (
        <>
          <progress value={verifying.progress?.bytes ?? 0} max={total} aria-label="Verifying" /> {bytes(verifying.progress?.bytes ?? 0)}{" "}
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        </>
      )}
    </p>
  );
}
