import { useEffect, useState } from "react";
import type { DataSide, FilePart } from "../../worker/protocol.ts";
import { Message } from "../kit/Message.tsx";
import { CodeLine } from "../shared/CopyButton.tsx";
import type { SideState } from "../store/state/side-state.ts";
import { count } from "../store/text/format.ts";
import { linesAround, type NumberedLine } from "./lines-around.ts";

/** The lines of the file around the one at fault; empty if the place is not a line of plain text. */
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
  other,
}: {
  readonly side: DataSide;
  readonly current: Extract<SideState, { readonly phase: "failed" }>;
  readonly onOptions: () => void;
  /** The other side while it is empty: of two files, the one that does not fit may be meant for it. */
  readonly other?: { readonly side: DataSide; readonly onDivide: (kept: FilePart, moved: FilePart) => void } | undefined;
}) {
  const [file] = files;
  if (file === undefined || error.tag === "Aborted") return null;
  const { remedy = "", code, place } = error;
  const { line } = place;
  const moved = files.length === 2 && line === undefined ? files.find(({ name }) => name === place.file) : undefined;
  const kept = files.find((one) => one !== moved);
  return (
    <section className="no-table not-read" aria-label={`The ${side} were not read`}>
      <h2>
        <span className="file-name">{place.file ?? file.name}</span> could not be read
      </h2>
      <p>
        <Message text={error.message} /> {code === undefined ? remedy : remedy.slice(0, remedy.lastIndexOf(code))}
      </p>
      {code !== undefined && <CodeLine code={code} />}
      {line !== undefined && files.length === 1 && <Lines file={file.blob} line={line} />}
      <p>
        {other !== undefined && moved !== undefined && kept !== undefined && (
          <button type="button" className="small primary" onClick={() => other.onDivide(kept, moved)}>
            Read <span className="file-name">{moved.name}</span> as {other.side}
          </button>
        )}{" "}
        {/* No option reads what another program has to fetch or read. */}
        {code === undefined && (
          <button type="button" className="small" onClick={onOptions}>
            Options
          </button>
        )}
      </p>
    </section>
  );
}
