import type { Progress } from "../../core/readers/progress.ts";
import type { FilePart } from "../../worker/protocol.ts";
import { useSeconds } from "../shared/use-seconds.ts";
import { bytes, count } from "../store/text/format.ts";

/** Bytes, rows and rate so far, and a button that stops the reading. */
export function ReadingProgress({
  files,
  progress,
  startedAt,
  onCancel,
}: {
  readonly files: readonly FilePart[];
  readonly progress: Progress | null;
  readonly startedAt: number;
  readonly onCancel: () => void;
}) {
  const total = files.reduce((sum, { blob }) => sum + blob.size, 0);
  const done = progress?.bytes ?? 0;
  const seconds = useSeconds(startedAt);
  return (
    <div className="reading">
      <span className="file-name">{files.length === 1 ? files[0]?.name : `${count(files.length)} files`}</span>
      <progress value={done} max={total} aria-label="Reading" />
      <span className="quiet">
        {bytes(done)} of {bytes(total)}
        {seconds > 0.3 && `, ${bytes(done / seconds)}/s`}
        {progress !== null && progress.rows > 0 && `, ${count(progress.rows)} rows so far`}
      </span>
      <button type="button" className="small" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}
