import { useEffect, useState } from "react";
import type { DataSide } from "../../worker/protocol.ts";
import { Message } from "../kit/Message.tsx";
import type { SideState } from "../store/state/side-state.ts";
import { count } from "../store/text/format.ts";
import { linesAround, type NumberedLine } from "./lines-around.ts";

/** The lines of the file next to the one at fault; nothing where the place is not a line of plain text. */
function Lines({ file, line }: { readonly file: Blob; readonly line: number }) {
  const [lines, setLines] = useState<readonly NumberedLine[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void linesAround(file, line).then(
      (found) => isCurrent && setLines(found),
      // A file that can no longer be read has no lines to show; the message above says what is wrong.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [file, line]);
  if (lines.length === 0) return null;
  return (
    <section className="lines-around scroll" tabIndex={0} aria-label={`The file around line ${count(line)}`}>
      <ol start={lines[0]?.number}>
        {lines.map(({ number, text }) => (
          <li key={number} value={number} className={number === line ? "at-fault" : ""}>
            <code>{text}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** In the table's place for a file that could not be read: the reason, and where in the file it is. */
export function FileNotRead({
  side,
  current: { files, error },
  onOptions,
}: {
  readonly side: DataSide;
  readonly current: Extract<SideState, { readonly phase: "failed" }>;
  readonly onOptions: () => void;
}) {
  const [file] = files;
  if (file === undefined || error.tag === "Aborted") return null;
  const { line } = error.place;
  return (
    <section className="no-table not-read" aria-label={`The ${side} were not read`}>
      <h2>
        <span className="file-name">{error.place.file ?? file.name}</span> could not be read
      </h2>
      <p>
        <Message text={error.message} /> {error.remedy}
      </p>
      {line !== undefined && files.length === 1 && <Lines file={file.blob} line={line} />}
      <p>
        <button type="button" className="small" onClick={onOptions}>
          Options
        </button>
      </p>
    </section>
  );
}
