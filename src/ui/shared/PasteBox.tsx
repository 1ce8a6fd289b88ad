import { useState } from "react";
import type { DataSide, FilePart } from "../../worker/protocol.ts";
import { fileFromText } from "../store/routing/dropped-files.ts";

/** A place to paste or type a little data: cells of a spreadsheet, CSV, or a request in JSON. */
export function PasteBox({ side, onFiles }: { readonly side: DataSide; readonly onFiles: (files: readonly FilePart[]) => void }) {
  const [text, setText] = useState<string | null>(null);
  if (text === null)
    return (
      <button type="button" className="link" onClick={() => setText("")}>
        Paste data
      </button>
    );
  return (
    <form
      className="paste"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") onFiles([fileFromText(text)]);
      }}
    >
      <textarea
        // Opened to paste into, so the cursor belongs here.
        ref={(box) => box?.focus()}
        aria-label={`Data of ${side}`}
        rows={3}
        spellCheck={false}
        placeholder={"a,b\n1,x   or cells of a spreadsheet, or JSON"}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && setText(null)}
      />
      <button type="submit" className="small" disabled={text.trim() === ""}>
        Read
      </button>
      <button type="button" className="small" onClick={() => setText(null)}>
        Close
      </button>
    </form>
  );
}
